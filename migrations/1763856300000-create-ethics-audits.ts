import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The officers' audit of ethics answers, verdict by verdict. */
export class CreateEthicsAudits1763856300000 implements MigrationInterface {
  readonly name = 'CreateEthicsAudits1763856300000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ethics_audit (
        id uuid PRIMARY KEY,
        bid_id uuid NOT NULL UNIQUE REFERENCES bid,
        requirement_id uuid NOT NULL REFERENCES requirement,
        supplier_id uuid NOT NULL REFERENCES organisation,
        state text NOT NULL CHECK (state IN ('open', 'signed-off')),
        created_at timestamptz NOT NULL DEFAULT market_now()
      );
      CREATE INDEX ethics_audit_queue ON ethics_audit (id) WHERE state = 'open';

      CREATE TABLE verdict (
        id uuid PRIMARY KEY,
        audit_id uuid NOT NULL REFERENCES ethics_audit,
        question_id text NOT NULL,
        finding text NOT NULL CHECK (finding IN ('accepted', 'queried', 'rejected')),
        reason text NOT NULL,
        clause text,
        officer_id uuid NOT NULL REFERENCES person,
        given_at timestamptz NOT NULL,
        UNIQUE (audit_id, question_id),
        CHECK (finding = 'accepted' OR length(reason) > 0),
        CHECK (finding <> 'rejected' OR clause IS NOT NULL)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE verdict, ethics_audit')
  }
}
