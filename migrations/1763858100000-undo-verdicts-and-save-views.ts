import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A verdict may be undone until sign-off, and stays on record with who undid it; an officer may keep sets of filters of the queue under a name.
 */
export class UndoVerdictsAndSaveViews1763858100000 implements MigrationInterface {
  readonly name = 'UndoVerdictsAndSaveViews1763858100000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE undone_verdict (
        verdict_id uuid PRIMARY KEY REFERENCES verdict,
        audit_id uuid NOT NULL REFERENCES ethics_audit,
        revision integer NOT NULL CHECK (revision > 0),
        officer_id uuid NOT NULL REFERENCES person,
        undone_at timestamptz NOT NULL,
        CONSTRAINT one_undone_a_revision UNIQUE (audit_id, revision)
      );
      COMMENT ON TABLE undone_verdict IS 'Verdicts that count no more; of the others on one answer the last counts.';
      CREATE TRIGGER undone_verdict_before_sign_off BEFORE INSERT ON undone_verdict FOR EACH ROW EXECUTE FUNCTION refuse_after_sign_off();
      CREATE TRIGGER undone_verdict_is_final BEFORE UPDATE OR DELETE ON undone_verdict FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER undone_verdict_is_kept BEFORE TRUNCATE ON undone_verdict FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE INDEX ethics_audit_by_due ON ethics_audit (due_at, id) WHERE drawn_at IS NOT NULL;
      CREATE INDEX verdict_of_officer ON verdict (officer_id, audit_id);

      CREATE TABLE saved_view (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES person,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
        filter jsonb NOT NULL CHECK (jsonb_typeof(filter) = 'object'),
        saved_at timestamptz NOT NULL,
        CONSTRAINT one_view_of_a_name UNIQUE (person_id, name)
      );
      COMMENT ON TABLE saved_view IS 'Filters of the queue of ethics audits that a person keeps for themself.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE saved_view, undone_verdict;
      DROP INDEX ethics_audit_by_due, verdict_of_officer;
    `)
  }
}
