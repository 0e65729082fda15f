import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What a requirement said each time it was submitted for approval, published or changed in the open. One from before has its versions from the next of these acts on. */
export class KeepRequirementVersions1763857920000 implements MigrationInterface {
  readonly name = 'KeepRequirementVersions1763857920000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE requirement_version (
        requirement_id uuid NOT NULL REFERENCES requirement,
        number integer NOT NULL CHECK (number > 0),
        kind text NOT NULL CHECK (kind IN ('submitted', 'published', 'amended', 'extended', 'reopened')),
        revision integer NOT NULL CHECK (revision > 0),
        category_ids uuid[] NOT NULL,
        content jsonb NOT NULL,
        saved_by uuid NOT NULL REFERENCES person,
        saved_at timestamptz NOT NULL,
        PRIMARY KEY (requirement_id, number)
      );
      COMMENT ON TABLE requirement_version IS 'For the buyer and the officers: it tells what a draft said before it was published.';
      CREATE TRIGGER requirement_version_is_final BEFORE UPDATE OR DELETE ON requirement_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER requirement_version_is_kept BEFORE TRUNCATE ON requirement_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE requirement_version')
  }
}
