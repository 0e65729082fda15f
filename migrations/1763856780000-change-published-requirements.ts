import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What changed in a requirement and why, who agreed to changes that take two people, and how far a material change moves the deadline. */
export class ChangePublishedRequirements1763856780000 implements MigrationInterface {
  readonly name = 'ChangePublishedRequirements1763856780000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agreement
        ADD COLUMN amendment_working_days integer NOT NULL DEFAULT 5 CHECK (amendment_working_days BETWEEN 0 AND 60),
        ADD COLUMN amendment_source text NOT NULL CHECK (length(amendment_source) BETWEEN 1 AND 500)
          DEFAULT 'Own policy: PCR 2015 reg. 47(3) and PA 2023 s. 31 oblige to more time after a material change and name no figure.';

      CREATE TABLE requirement_change (
        requirement_id uuid NOT NULL REFERENCES requirement,
        number integer NOT NULL CHECK (number > 0),
        kind text NOT NULL CHECK (kind IN ('extended', 'amended', 'reopened', 'cancelled')),
        material boolean NOT NULL CHECK (NOT material OR kind = 'amended'),
        reason text NOT NULL CHECK (length(reason) > 0),
        before jsonb NOT NULL,
        after jsonb NOT NULL,
        changed_by uuid NOT NULL REFERENCES person,
        proposed_by uuid REFERENCES person CHECK (proposed_by <> changed_by),
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (requirement_id, number),
        CONSTRAINT reopened_by_two_people CHECK (kind <> 'reopened' OR proposed_by IS NOT NULL)
      );
      CREATE TRIGGER requirement_change_is_final BEFORE UPDATE OR DELETE ON requirement_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER requirement_change_is_kept BEFORE TRUNCATE ON requirement_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE change_consent (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL REFERENCES requirement,
        verb text NOT NULL CHECK (verb IN ('cancel', 'reopen')),
        revision integer NOT NULL CHECK (revision > 0),
        person_id uuid NOT NULL REFERENCES person,
        side text NOT NULL CHECK (side IN ('author', 'approver', 'officer')),
        content jsonb NOT NULL,
        consented_at timestamptz NOT NULL
      );
      CREATE INDEX change_consent_by_requirement ON change_consent (requirement_id, verb, revision);
      CREATE TRIGGER change_consent_is_final BEFORE UPDATE OR DELETE ON change_consent FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER change_consent_is_kept BEFORE TRUNCATE ON change_consent FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ALTER TABLE opening_consent ADD COLUMN submission_deadline timestamptz;
      UPDATE opening_consent c SET submission_deadline = r.submission_deadline FROM requirement r WHERE r.id = c.requirement_id;
      ALTER TABLE opening_consent
        ALTER COLUMN submission_deadline SET NOT NULL,
        DROP CONSTRAINT opening_consent_pkey,
        ADD PRIMARY KEY (requirement_id, side, submission_deadline),
        DROP CONSTRAINT two_different_people,
        ADD CONSTRAINT two_different_people UNIQUE (requirement_id, person_id, submission_deadline);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM opening_consent c USING requirement r WHERE r.id = c.requirement_id AND r.submission_deadline <> c.submission_deadline;
      ALTER TABLE opening_consent
        DROP CONSTRAINT two_different_people,
        DROP CONSTRAINT opening_consent_pkey,
        DROP COLUMN submission_deadline,
        ADD PRIMARY KEY (requirement_id, side),
        ADD CONSTRAINT two_different_people UNIQUE (requirement_id, person_id);
      DROP TABLE change_consent, requirement_change;
      ALTER TABLE agreement DROP COLUMN amendment_source, DROP COLUMN amendment_working_days;
    `)
  }
}
