import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What each opened competition adds to the figures, counted once, for nothing that is opened is sealed again. What was opened before is counted by the queue. */
export class CountFigures1763857800000 implements MigrationInterface {
  readonly name = 'CountFigures1763857800000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE competition_figure (
        requirement_id uuid NOT NULL REFERENCES opening (requirement_id),
        figure text NOT NULL CHECK (figure IN ('bids', 'outcome', 'finding', 'refusal')),
        tier text NOT NULL CHECK (tier IN ('low', 'medium', 'high')),
        key text NOT NULL CHECK (length(key) <= 100),
        effect text NOT NULL CHECK (effect IN ('', 'block', 'refer', 'warn', 'inform')),
        number integer NOT NULL CHECK (number > 0),
        PRIMARY KEY (requirement_id, figure, tier, key, effect),
        CONSTRAINT only_findings_have_an_effect CHECK ((figure = 'finding') = (effect <> ''))
      );
      COMMENT ON TABLE competition_figure IS 'How many bids, or refusals, of one opened competition; key is an outcome, a clause, or the code of a refusal.';
      CREATE TRIGGER competition_figure_is_final BEFORE UPDATE OR DELETE ON competition_figure FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER competition_figure_is_kept BEFORE TRUNCATE ON competition_figure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE INDEX opening_by_moment ON opening (opened_at);
      CREATE INDEX last_sign_off_by_moment ON ethics_audit_sign_off (signed_at) WHERE place <> 'first';
      INSERT INTO outbox_event (id, type, payload)
        SELECT gen_random_uuid(), 'competition.left-uncounted', jsonb_build_object('requirementId', requirement_id) FROM opening;
    `)
  }

  /** It can all be counted again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox_event WHERE type = 'competition.left-uncounted';
      DELETE FROM event_handled WHERE handler = 'count-figures';
      DROP INDEX opening_by_moment, last_sign_off_by_moment;
      DROP TABLE competition_figure;
    `)
  }
}
