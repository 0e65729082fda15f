import type { MigrationInterface, QueryRunner } from 'typeorm'

/** "This rule does not fit this requirement": what suppliers said, the answers, and the waivers that three people gave. */
export class CreateWaivers1763857200000 implements MigrationInterface {
  readonly name = 'CreateWaivers1763857200000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agreement
        ADD COLUMN rule_answer_working_days integer NOT NULL DEFAULT 3 CHECK (rule_answer_working_days BETWEEN 0 AND 60),
        ADD COLUMN rule_answer_source text NOT NULL CHECK (length(rule_answer_source) BETWEEN 1 AND 500)
          DEFAULT 'Own policy: suppliers must know early which rules count. Never later than half-way from the last moment for questions to the deadline.';

      CREATE TABLE rule_clarification (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL REFERENCES requirement,
        supplier_id uuid NOT NULL REFERENCES organisation,
        person_id uuid NOT NULL REFERENCES person,
        rule text NOT NULL CHECK (length(rule) BETWEEN 1 AND 20),
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 5000),
        asked_at timestamptz NOT NULL,
        answer_until timestamptz NOT NULL CHECK (answer_until > asked_at),
        UNIQUE (id, requirement_id)
      );
      COMMENT ON TABLE rule_clarification IS 'The words are for the asker and the officers; who asked, and when, for the asker alone.';
      CREATE INDEX rule_clarification_by_supplier ON rule_clarification (requirement_id, supplier_id);
      CREATE INDEX rule_clarification_by_answer_until ON rule_clarification (answer_until, id);
      CREATE TRIGGER rule_clarification_is_final BEFORE UPDATE OR DELETE ON rule_clarification FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER rule_clarification_is_kept BEFORE TRUNCATE ON rule_clarification FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE rule_clarification_answer (
        rule_clarification_id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('clarified', 'not-accepted', 'waiver-proposed')),
        question text NOT NULL CHECK (length(question) BETWEEN 1 AND 5000),
        answer text NOT NULL CHECK (length(answer) BETWEEN 1 AND 10000),
        answered_by uuid NOT NULL REFERENCES person,
        answered_at timestamptz NOT NULL,
        FOREIGN KEY (rule_clarification_id, requirement_id) REFERENCES rule_clarification (id, requirement_id)
      );
      CREATE TRIGGER rule_clarification_answer_is_final BEFORE UPDATE OR DELETE ON rule_clarification_answer FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER rule_clarification_answer_is_kept BEFORE TRUNCATE ON rule_clarification_answer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE waiver_proposal (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL,
        rule text NOT NULL CHECK (length(rule) BETWEEN 1 AND 20),
        rule_clarification_id uuid NOT NULL UNIQUE REFERENCES rule_clarification_answer,
        proposed_at timestamptz NOT NULL,
        FOREIGN KEY (rule_clarification_id, requirement_id) REFERENCES rule_clarification (id, requirement_id),
        CONSTRAINT one_waiver_per_rule_and_requirement UNIQUE (requirement_id, rule)
      );
      CREATE TRIGGER waiver_proposal_is_final BEFORE UPDATE OR DELETE ON waiver_proposal FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER waiver_proposal_is_kept BEFORE TRUNCATE ON waiver_proposal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE waiver_consent (
        waiver_id uuid NOT NULL REFERENCES waiver_proposal,
        person_id uuid NOT NULL REFERENCES person,
        side text NOT NULL CHECK (side IN ('buyer', 'officer')),
        consented_at timestamptz NOT NULL,
        PRIMARY KEY (waiver_id, person_id)
      );
      CREATE TRIGGER waiver_consent_is_final BEFORE UPDATE OR DELETE ON waiver_consent FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER waiver_consent_is_kept BEFORE TRUNCATE ON waiver_consent FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE waiver (
        id uuid PRIMARY KEY REFERENCES waiver_proposal,
        agreed_by uuid NOT NULL,
        officer_id uuid NOT NULL,
        senior_officer_id uuid NOT NULL,
        given_at timestamptz NOT NULL,
        FOREIGN KEY (id, agreed_by) REFERENCES waiver_consent (waiver_id, person_id),
        FOREIGN KEY (id, officer_id) REFERENCES waiver_consent (waiver_id, person_id),
        FOREIGN KEY (id, senior_officer_id) REFERENCES waiver_consent (waiver_id, person_id),
        CONSTRAINT three_different_people CHECK (agreed_by <> officer_id AND agreed_by <> senior_officer_id AND officer_id <> senior_officer_id)
      );
      CREATE TRIGGER waiver_is_final BEFORE UPDATE OR DELETE ON waiver FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER waiver_is_kept BEFORE TRUNCATE ON waiver FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE waiver, waiver_consent, waiver_proposal, rule_clarification_answer, rule_clarification;
      ALTER TABLE agreement DROP COLUMN rule_answer_source, DROP COLUMN rule_answer_working_days;
    `)
  }
}
