import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What an officer must see, and has seen; how far the log was verified; rule clarifications taken back, and how many questions may wait at once. */
export class WatchForOfficers1763858160000 implements MigrationInterface {
  readonly name = 'WatchForOfficers1763858160000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agreement
        ADD COLUMN most_open_questions integer NOT NULL DEFAULT 30 CHECK (most_open_questions BETWEEN 1 AND 1000),
        ADD COLUMN open_questions_source text NOT NULL CHECK (length(open_questions_source) BETWEEN 1 AND 500)
          DEFAULT 'Own policy: each is answered to all before the deadline, so that many from one supplier would keep the others from an answer. More than a supplier needs at once.';

      ALTER TABLE rule_clarification_answer
        DROP CONSTRAINT rule_clarification_answer_outcome_check,
        ADD CONSTRAINT rule_clarification_answer_outcome_check CHECK (outcome IN ('clarified', 'not-accepted', 'waiver-proposed', 'withdrawn')),
        ALTER COLUMN question DROP NOT NULL,
        ALTER COLUMN answer DROP NOT NULL,
        ADD CONSTRAINT words_unless_withdrawn CHECK (num_nulls(question, answer) = CASE WHEN outcome = 'withdrawn' THEN 2 ELSE 0 END);
      COMMENT ON TABLE rule_clarification_answer IS 'What became of a rule clarification: an officer answered it, or its asker took it back; never both.';

      CREATE TABLE officer_event (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('failed-opening', 'late-bid', 'tampering', 'overdue-audit', 'overdue-explanation', 'overdue-registration', 'unanswered-rule')),
        about text NOT NULL CHECK (length(about) BETWEEN 1 AND 200),
        requirement_id uuid REFERENCES requirement,
        organisation_id uuid REFERENCES organisation,
        person_id uuid REFERENCES person,
        subject_id uuid,
        reason text CHECK (length(reason) BETWEEN 1 AND 100),
        occurred_at timestamptz NOT NULL,
        noted_at timestamptz NOT NULL,
        acknowledged_at timestamptz,
        acknowledged_by uuid REFERENCES person,
        note text CHECK (length(note) BETWEEN 1 AND 5000),
        CONSTRAINT noted_once UNIQUE (kind, about),
        CONSTRAINT acknowledged_in_full CHECK (num_nulls(acknowledged_at, acknowledged_by, note) IN (0, 3))
      );
      COMMENT ON COLUMN officer_event.organisation_id IS 'Of a late bid the supplier, which nobody is told before the opening.';
      CREATE INDEX officer_event_by_time ON officer_event (occurred_at, id);
      CREATE INDEX officer_event_unseen ON officer_event (occurred_at, id) WHERE acknowledged_at IS NULL;

      CREATE FUNCTION refuse_all_but_acknowledging() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        given text[] := ARRAY['acknowledged_at', 'acknowledged_by', 'note'];
      BEGIN
        IF OLD.acknowledged_at IS NOT NULL OR to_jsonb(NEW) - given <> to_jsonb(OLD) - given THEN
          RAISE EXCEPTION 'an event is acknowledged once, and nothing else of it changes' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER officer_event_is_acknowledged_once BEFORE UPDATE ON officer_event FOR EACH ROW EXECUTE FUNCTION refuse_all_but_acknowledging();
      CREATE TRIGGER officer_event_is_final BEFORE DELETE ON officer_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER officer_event_is_kept BEFORE TRUNCATE ON officer_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE log_check (
        stream text PRIMARY KEY CHECK (length(stream) <= 100),
        checked_at timestamptz NOT NULL DEFAULT '-infinity',
        length bigint NOT NULL DEFAULT 0 CHECK (length >= 0),
        head bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (length(head) = 32)
      );
      COMMENT ON TABLE log_check IS 'How each chain stood when it was last found whole. No foreign key: a chain that is gone must be missed.';
      CREATE INDEX log_check_by_time ON log_check (checked_at, stream);
      INSERT INTO log_check (stream) SELECT stream FROM audit_stream;

      CREATE INDEX audit_event_refused ON audit_event (occurred_at, id) WHERE action LIKE '%-refused' AND stream LIKE 'requirement:%';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX audit_event_refused;
      DROP TABLE log_check, officer_event;
      DROP FUNCTION refuse_all_but_acknowledging();
      ALTER TABLE rule_clarification_answer
        DROP CONSTRAINT words_unless_withdrawn,
        ALTER COLUMN question SET NOT NULL,
        ALTER COLUMN answer SET NOT NULL,
        DROP CONSTRAINT rule_clarification_answer_outcome_check,
        ADD CONSTRAINT rule_clarification_answer_outcome_check CHECK (outcome IN ('clarified', 'not-accepted', 'waiver-proposed'));
      ALTER TABLE agreement DROP COLUMN open_questions_source, DROP COLUMN most_open_questions;
    `)
  }
}
