import type { MigrationInterface, QueryRunner } from 'typeorm'

/** When a working copy was last written, so that its writers see on every page that it is kept. */
export class NoteWhenSaved1763857560000 implements MigrationInterface {
  readonly name = 'NoteWhenSaved1763857560000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION note_saved_at() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.saved_at := market_now();
        RETURN NEW;
      END $$;

      ALTER TABLE bid ADD COLUMN saved_at timestamptz;
      CREATE TRIGGER bid_saved_at BEFORE UPDATE OF working_copy ON bid FOR EACH ROW EXECUTE FUNCTION note_saved_at();
      COMMENT ON COLUMN bid.saved_at IS 'Of the working copy, kept by a trigger; null where nobody has written it since this is noted.';

      ALTER TABLE ethics_answer_section ADD COLUMN saved_at timestamptz;
      CREATE TRIGGER ethics_answer_section_saved_at BEFORE INSERT OR UPDATE OF answers ON ethics_answer_section
        FOR EACH ROW EXECUTE FUNCTION note_saved_at();
      COMMENT ON COLUMN ethics_answer_section.saved_at IS 'Kept by a trigger; null where it was last written before this is noted.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER ethics_answer_section_saved_at ON ethics_answer_section;
      DROP TRIGGER bid_saved_at ON bid;
      ALTER TABLE ethics_answer_section DROP COLUMN saved_at;
      ALTER TABLE bid DROP COLUMN saved_at;
      DROP FUNCTION note_saved_at;
    `)
  }
}
