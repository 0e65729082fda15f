import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Problems that suppliers report while they bid; withdrawing needs nothing that is not there. */
export class WithdrawAndReport1763856720000 implements MigrationInterface {
  readonly name = 'WithdrawAndReport1763856720000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE problem_report (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL REFERENCES requirement,
        supplier_id uuid NOT NULL REFERENCES organisation,
        person_id uuid NOT NULL REFERENCES person,
        reported_at timestamptz NOT NULL,
        text text NOT NULL CHECK (length(text) BETWEEN 1 AND 10000),
        request_id uuid
      );
      COMMENT ON TABLE problem_report IS 'About a requirement, never about a bid: officers read it before the opening.';
      CREATE INDEX problem_report_newest ON problem_report (reported_at DESC, id DESC);
      CREATE INDEX problem_report_by_supplier ON problem_report (supplier_id, requirement_id, reported_at);
      CREATE INDEX problem_report_by_requirement ON problem_report (requirement_id);
      CREATE TRIGGER problem_report_is_final BEFORE UPDATE OR DELETE ON problem_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER problem_report_is_kept BEFORE TRUNCATE ON problem_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE problem_report')
  }
}
