import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Reasons given for warnings, as secret as the answers they are about; and what suppliers have said about themselves before. */
export class CreateAcknowledgements1763856540000 implements MigrationInterface {
  readonly name = 'CreateAcknowledgements1763856540000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE acknowledgement_set (
        bid_id uuid PRIMARY KEY REFERENCES bid,
        acknowledgements bytea NOT NULL
      );
      COMMENT ON TABLE acknowledgement_set IS 'All of a working copy together and sealed: which rules warn tells what was answered.';

      CREATE TABLE supplier_statement (
        id uuid PRIMARY KEY,
        supplier_id uuid NOT NULL REFERENCES organisation,
        bid_id uuid NOT NULL REFERENCES bid,
        question text NOT NULL,
        value bytea NOT NULL,
        stated_at timestamptz NOT NULL
      );
      CREATE INDEX supplier_statement_by_supplier ON supplier_statement (supplier_id, bid_id, question, stated_at);
      CREATE INDEX supplier_statement_by_bid ON supplier_statement (bid_id);
      CREATE TRIGGER supplier_statement_is_final BEFORE UPDATE OR DELETE ON supplier_statement FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER supplier_statement_is_kept BEFORE TRUNCATE ON supplier_statement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE supplier_statement, acknowledgement_set')
  }
}
