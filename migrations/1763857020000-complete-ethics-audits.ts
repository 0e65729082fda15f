import type { MigrationInterface, QueryRunner } from 'typeorm'

const RECORDS = [
  'verdict',
  'ethics_audit_answer',
  'ethics_audit_message',
  'overdue_query',
  'ethics_audit_sign_off',
  'ethics_audit_report',
  'ethics_report',
]

/**
 * What each audit must judge and by which drawn seed, verdicts that may be changed until sign-off, threads with the supplier, sign-offs by one
 * or two people, and signed reports. Audits that were open before are drawn by the sweeper.
 */
export class CompleteEthicsAudits1763857020000 implements MigrationInterface {
  readonly name = 'CompleteEthicsAudits1763857020000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ethics_audit
        ADD COLUMN revision integer NOT NULL DEFAULT 1 CHECK (revision > 0),
        ADD COLUMN tier text CHECK (tier IN ('low', 'medium', 'high')),
        ADD COLUMN risk smallint GENERATED ALWAYS AS (CASE tier WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END) STORED,
        ADD COLUMN method text,
        ADD COLUMN seed bytea CHECK (length(seed) = 32),
        ADD COLUMN drawn_at timestamptz,
        ADD COLUMN due_at timestamptz,
        ADD COLUMN referrals integer CHECK (referrals >= 0),
        ADD COLUMN contradictions integer CHECK (contradictions >= 0),
        ADD CONSTRAINT drawn_as_a_whole CHECK (num_nonnulls(tier, method, seed, drawn_at, due_at, referrals, contradictions) IN (0, 7)),
        DROP CONSTRAINT ethics_audit_state_check,
        ADD CONSTRAINT ethics_audit_state_check CHECK (state IN ('open', 'awaiting-second', 'signed-off')),
        ADD CONSTRAINT second_for_high_only CHECK (state <> 'awaiting-second' OR tier = 'high'),
        ADD CONSTRAINT drawn_before_signed CHECK (state = 'open' OR drawn_at IS NOT NULL);
      DROP INDEX ethics_audit_queue;
      CREATE INDEX ethics_audit_by_age ON ethics_audit (id) WHERE drawn_at IS NOT NULL;
      CREATE INDEX ethics_audit_by_risk ON ethics_audit (risk DESC, id) WHERE drawn_at IS NOT NULL;
      CREATE INDEX ethics_audit_by_referrals ON ethics_audit (referrals DESC, id) WHERE drawn_at IS NOT NULL;
      CREATE INDEX ethics_audit_by_contradictions ON ethics_audit (contradictions DESC, id) WHERE drawn_at IS NOT NULL;
      CREATE INDEX ethics_audit_by_requirement ON ethics_audit (requirement_id);
      CREATE INDEX ethics_audit_undrawn ON ethics_audit (id) WHERE drawn_at IS NULL;
      CREATE TRIGGER ethics_audit_is_final BEFORE UPDATE ON ethics_audit FOR EACH ROW WHEN (OLD.state = 'signed-off') EXECUTE FUNCTION refuse_change();

      ALTER TABLE verdict
        DROP CONSTRAINT verdict_audit_id_question_id_key,
        ADD COLUMN revision integer,
        ADD COLUMN checked text CHECK (length(checked) BETWEEN 1 AND 10000);
      UPDATE verdict v SET revision = counted.revision
        FROM (SELECT id, 1 + row_number() OVER (PARTITION BY audit_id ORDER BY given_at, id) AS revision FROM verdict) counted WHERE counted.id = v.id;
      UPDATE ethics_audit a SET revision = 1 + (SELECT count(*) FROM verdict v WHERE v.audit_id = a.id);
      ALTER TABLE verdict
        ALTER COLUMN revision SET NOT NULL,
        ADD CONSTRAINT one_verdict_a_revision UNIQUE (audit_id, revision),
        ADD CONSTRAINT checked_and_accepted CHECK (checked IS NULL OR finding = 'accepted');
      COMMENT ON COLUMN verdict.revision IS 'The revision of the audit that it made; of several on one answer the last counts.';
      CREATE INDEX verdict_of_answer ON verdict (audit_id, question_id, revision DESC);

      CREATE TABLE ethics_audit_answer (
        audit_id uuid NOT NULL REFERENCES ethics_audit,
        question_id text NOT NULL,
        reasons text[] NOT NULL CHECK (cardinality(reasons) > 0 AND reasons <@ ARRAY['required', 'referred', 'contradictory', 'sampled']),
        PRIMARY KEY (audit_id, question_id)
      );
      COMMENT ON TABLE ethics_audit_answer IS 'What the audit must judge, and why.';

      CREATE TABLE ethics_audit_message (
        id uuid PRIMARY KEY,
        audit_id uuid NOT NULL REFERENCES ethics_audit,
        question_id text NOT NULL,
        revision integer NOT NULL CHECK (revision > 0),
        side text NOT NULL CHECK (side IN ('operator', 'supplier')),
        text text NOT NULL CHECK (length(text) BETWEEN 1 AND 10000),
        person_id uuid NOT NULL REFERENCES person,
        written_at timestamptz NOT NULL,
        due_at timestamptz,
        CONSTRAINT due_when_asked CHECK ((side = 'operator') = (due_at IS NOT NULL)),
        CONSTRAINT one_message_a_revision UNIQUE (audit_id, revision)
      );
      COMMENT ON TABLE ethics_audit_message IS 'Questions of the operator and explanations of the supplier, answer by answer. The bid stays as it was submitted.';
      CREATE INDEX message_of_answer ON ethics_audit_message (audit_id, question_id, revision DESC);
      CREATE INDEX message_due ON ethics_audit_message (due_at) WHERE due_at IS NOT NULL;

      CREATE TABLE overdue_query (
        message_id uuid PRIMARY KEY REFERENCES ethics_audit_message,
        noted_at timestamptz NOT NULL
      );

      CREATE TABLE ethics_audit_sign_off (
        audit_id uuid NOT NULL REFERENCES ethics_audit,
        revision integer NOT NULL CHECK (revision > 0),
        place text NOT NULL CHECK (place IN ('only', 'first', 'second')),
        person_id uuid NOT NULL REFERENCES person,
        confirms uuid REFERENCES person,
        referrals jsonb NOT NULL,
        signed_at timestamptz NOT NULL,
        PRIMARY KEY (audit_id, revision),
        CONSTRAINT second_confirms CHECK ((place = 'second') = (confirms IS NOT NULL)),
        CONSTRAINT two_different_officers CHECK (confirms <> person_id)
      );
      COMMENT ON TABLE ethics_audit_sign_off IS 'A first sign-off lapses with the next verdict.';
      CREATE UNIQUE INDEX one_last_sign_off ON ethics_audit_sign_off (audit_id) WHERE place <> 'first';

      CREATE TABLE ethics_audit_report (
        audit_id uuid PRIMARY KEY REFERENCES ethics_audit,
        report bytea NOT NULL,
        made_at timestamptz NOT NULL
      );
      CREATE TABLE ethics_report (
        requirement_id uuid PRIMARY KEY REFERENCES requirement,
        report bytea NOT NULL,
        made_at timestamptz NOT NULL
      );
      COMMENT ON TABLE ethics_report IS 'Of one competition, made when its last audit is signed off. Signed canonical bytes, given as they are.';

      CREATE FUNCTION refuse_after_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM ethics_audit WHERE id = NEW.audit_id AND state = 'signed-off') THEN
          RAISE EXCEPTION 'the audit is signed off' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER verdict_before_sign_off BEFORE INSERT ON verdict FOR EACH ROW EXECUTE FUNCTION refuse_after_sign_off();
      CREATE TRIGGER message_before_sign_off BEFORE INSERT ON ethics_audit_message FOR EACH ROW EXECUTE FUNCTION refuse_after_sign_off();
      ${RECORDS.map(
        table => `
      CREATE TRIGGER ${table}_is_final BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER ${table}_is_kept BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
      ).join('')}
    `)
  }

  /** What was judged anew, asked or signed off would be lost without a trace, so it goes back only where there is nothing of it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE ethics_report, ethics_audit_report, ethics_audit_sign_off, overdue_query, ethics_audit_message, ethics_audit_answer;
      DROP TRIGGER verdict_is_final ON verdict;
      DROP TRIGGER verdict_is_kept ON verdict;
      DROP TRIGGER verdict_before_sign_off ON verdict;
      DROP FUNCTION refuse_after_sign_off();
      DROP INDEX verdict_of_answer;
      ALTER TABLE verdict DROP COLUMN checked, DROP COLUMN revision, ADD CONSTRAINT verdict_audit_id_question_id_key UNIQUE (audit_id, question_id);
      DROP TRIGGER ethics_audit_is_final ON ethics_audit;
      DROP INDEX ethics_audit_by_age, ethics_audit_by_risk, ethics_audit_by_referrals, ethics_audit_by_contradictions, ethics_audit_by_requirement, ethics_audit_undrawn;
      ALTER TABLE ethics_audit
        DROP CONSTRAINT drawn_before_signed,
        DROP CONSTRAINT second_for_high_only,
        DROP CONSTRAINT drawn_as_a_whole,
        DROP CONSTRAINT ethics_audit_state_check,
        DROP COLUMN contradictions,
        DROP COLUMN referrals,
        DROP COLUMN due_at,
        DROP COLUMN drawn_at,
        DROP COLUMN seed,
        DROP COLUMN method,
        DROP COLUMN risk,
        DROP COLUMN tier,
        DROP COLUMN revision,
        ADD CONSTRAINT ethics_audit_state_check CHECK (state IN ('open', 'signed-off'));
      CREATE INDEX ethics_audit_queue ON ethics_audit (id) WHERE state = 'open';
    `)
  }
}
