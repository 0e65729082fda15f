import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Questions of suppliers with what became of them, and from when on an answer that matters comes too late. */
export class CreateClarifications1763857140000 implements MigrationInterface {
  readonly name = 'CreateClarifications1763857140000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agreement
        ADD COLUMN answer_days integer NOT NULL DEFAULT 6 CHECK (answer_days BETWEEN 0 AND 60),
        ADD COLUMN answer_source text NOT NULL CHECK (length(answer_source) BETWEEN 1 AND 500)
          DEFAULT 'PCR 2015 reg. 47(3)(a): more time where information is not supplied six days before the deadline. Own policy where PA 2023 applies, which names no figure.';
      UPDATE agreement SET answer_days = 0 WHERE practice;

      CREATE TABLE clarification (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL REFERENCES requirement,
        supplier_id uuid NOT NULL REFERENCES organisation,
        person_id uuid NOT NULL REFERENCES person,
        question text NOT NULL CHECK (length(question) BETWEEN 1 AND 5000),
        asked_at timestamptz NOT NULL,
        UNIQUE (id, requirement_id)
      );
      COMMENT ON TABLE clarification IS 'The words are for the asker and the buyer; who asked, and when, for the asker alone.';
      CREATE INDEX clarification_by_supplier ON clarification (requirement_id, supplier_id);
      CREATE TRIGGER clarification_is_final BEFORE UPDATE OR DELETE ON clarification FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER clarification_is_kept BEFORE TRUNCATE ON clarification FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE clarification_outcome (
        clarification_id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('answered', 'refused', 'withdrawn')),
        number integer CHECK (number > 0),
        question text CHECK (length(question) BETWEEN 1 AND 5000),
        answer text CHECK (length(answer) BETWEEN 1 AND 10000),
        material boolean,
        reason text CHECK (length(reason) BETWEEN 1 AND 5000),
        settled_by uuid NOT NULL REFERENCES person,
        settled_at timestamptz NOT NULL,
        FOREIGN KEY (clarification_id, requirement_id) REFERENCES clarification (id, requirement_id),
        UNIQUE (requirement_id, number),
        CONSTRAINT answered_in_full CHECK ((state = 'answered') = (num_nulls(number, question, answer, material) = 0)),
        CONSTRAINT otherwise_unpublished CHECK (state = 'answered' OR num_nonnulls(number, question, answer, material) = 0),
        CONSTRAINT refused_with_a_reason CHECK ((state = 'refused') = (reason IS NOT NULL))
      );
      CREATE TRIGGER clarification_outcome_is_final BEFORE UPDATE OR DELETE ON clarification_outcome FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER clarification_outcome_is_kept BEFORE TRUNCATE ON clarification_outcome FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE clarification_outcome, clarification;
      ALTER TABLE agreement DROP COLUMN answer_source, DROP COLUMN answer_days;
    `)
  }
}
