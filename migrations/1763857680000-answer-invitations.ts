import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What invited suppliers said: that they intend to bid, or that they do not, with the reason. Every answer is kept; the last one counts. */
export class AnswerInvitations1763857680000 implements MigrationInterface {
  readonly name = 'AnswerInvitations1763857680000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invitation_answer (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL,
        supplier_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('intending', 'declined')),
        reason text CHECK (reason ~ '^[a-z]+(-[a-z]+)*$' AND length(reason) <= 40),
        words text CHECK (length(words) BETWEEN 1 AND 2000),
        person_id uuid NOT NULL REFERENCES person,
        answered_at timestamptz NOT NULL,
        FOREIGN KEY (requirement_id, supplier_id) REFERENCES invitation (requirement_id, supplier_id),
        CONSTRAINT a_reason_where_declined CHECK ((state = 'declined') = (reason IS NOT NULL)),
        CONSTRAINT words_beside_a_reason CHECK (words IS NULL OR reason IS NOT NULL)
      );
      COMMENT ON TABLE invitation_answer IS 'For the supplier alone before the opening: it tells who will bid.';
      CREATE INDEX invitation_answer_by_invitation ON invitation_answer (requirement_id, supplier_id, answered_at DESC);
      CREATE TRIGGER invitation_answer_is_final BEFORE UPDATE OR DELETE ON invitation_answer FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER invitation_answer_is_kept BEFORE TRUNCATE ON invitation_answer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invitation_answer')
  }
}
