import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Working copies, checked and submitted versions, and the two-person opening. */
export class CreateBids1763856240000 implements MigrationInterface {
  readonly name = 'CreateBids1763856240000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bid (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL REFERENCES requirement,
        supplier_id uuid NOT NULL REFERENCES organisation,
        state text NOT NULL CHECK (state IN ('draft', 'submitted', 'withdrawn', 'not-submitted', 'opened', 'evaluated', 'successful', 'unsuccessful', 'disregarded', 'superseded')),
        revision integer NOT NULL CHECK (revision > 0),
        working_copy bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT market_now()
      );
      CREATE UNIQUE INDEX one_live_bid_per_supplier ON bid (supplier_id, requirement_id) WHERE state <> 'withdrawn';
      CREATE INDEX bid_by_requirement ON bid (requirement_id, id);
      CREATE INDEX bid_by_supplier ON bid (supplier_id, id DESC);

      CREATE TABLE ethics_answer_section (
        bid_id uuid NOT NULL REFERENCES bid,
        section text NOT NULL,
        revision integer NOT NULL CHECK (revision > 0),
        answers bytea NOT NULL,
        PRIMARY KEY (bid_id, section)
      );

      CREATE TABLE check_report (
        id uuid PRIMARY KEY,
        bid_id uuid NOT NULL REFERENCES bid,
        input_hash text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('passed', 'passed-with-warnings', 'referred', 'blocked')),
        blocked boolean NOT NULL GENERATED ALWAYS AS (outcome = 'blocked') STORED,
        report bytea NOT NULL,
        made_at timestamptz NOT NULL,
        UNIQUE (id, bid_id, input_hash, blocked)
      );

      CREATE TABLE bid_version (
        id uuid PRIMARY KEY,
        bid_id uuid NOT NULL REFERENCES bid,
        number integer NOT NULL CHECK (number > 0),
        quality bytea NOT NULL,
        price bytea NOT NULL,
        content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
        salt bytea NOT NULL CHECK (length(salt) = 32),
        commitment bytea NOT NULL CHECK (length(commitment) = 32),
        input_hash text NOT NULL,
        report_id uuid NOT NULL,
        report_blocked boolean NOT NULL DEFAULT false CHECK (NOT report_blocked),
        submitted_by uuid NOT NULL REFERENCES person,
        received_at timestamptz NOT NULL,
        receipt bytea NOT NULL,
        UNIQUE (bid_id, number),
        CONSTRAINT submitted_versions_passed_their_check FOREIGN KEY (report_id, bid_id, input_hash, report_blocked)
          REFERENCES check_report (id, bid_id, input_hash, blocked)
      );
      CREATE TRIGGER bid_version_is_final BEFORE UPDATE OR DELETE ON bid_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER check_report_is_final BEFORE UPDATE OR DELETE ON check_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER bid_version_is_kept BEFORE TRUNCATE ON bid_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER check_report_is_kept BEFORE TRUNCATE ON check_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE opening_consent (
        requirement_id uuid NOT NULL REFERENCES requirement,
        side text NOT NULL CHECK (side IN ('buyer', 'operator')),
        person_id uuid NOT NULL REFERENCES person,
        consented_at timestamptz NOT NULL,
        PRIMARY KEY (requirement_id, side),
        CONSTRAINT two_different_people UNIQUE (requirement_id, person_id)
      );

      CREATE TABLE opening (
        requirement_id uuid PRIMARY KEY REFERENCES requirement,
        opened_at timestamptz NOT NULL,
        versions jsonb NOT NULL
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE opening, opening_consent, bid_version, check_report, ethics_answer_section, bid')
  }
}
