import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What officers and suppliers write to each other about an opened bid is sealed like the bid. What an earlier release wrote becomes the content
 * that is sealed, and is sealed by `migrate` (seal-at-rest.ts), after which the rule is valid.
 */
export class SealAuditThreads1763859450000 implements MigrationInterface {
  readonly name = 'SealAuditThreads1763859450000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ethics_audit_message DISABLE TRIGGER USER;
      ALTER TABLE ethics_audit_message ADD COLUMN said bytea;
      UPDATE ethics_audit_message SET said = convert_to(json_build_object('salt', NULL, 'text', text)::text, 'UTF8');
      ALTER TABLE ethics_audit_message ALTER said SET NOT NULL, DROP COLUMN text,
        ADD CONSTRAINT messages_are_sealed CHECK (substr(said, 1, 1) = '\\x01') NOT VALID;
      ALTER TABLE ethics_audit_message ENABLE TRIGGER USER;
      COMMENT ON COLUMN ethics_audit_message.said IS 'The text, sealed for the supplier whose bid it is about.';
    `)
    const [left] = (await runner.query('SELECT EXISTS (SELECT FROM ethics_audit_message) AS some')) as { some: boolean }[]
    if (left?.some === false) await runner.query('ALTER TABLE ethics_audit_message VALIDATE CONSTRAINT messages_are_sealed')
  }

  /** What is sealed cannot be made readable by the database, so it goes back only where nothing was said. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM ethics_audit_message) THEN RAISE EXCEPTION 'there are sealed messages, which an earlier release cannot read'; END IF;
      END $$;
      ALTER TABLE ethics_audit_message DROP COLUMN said, ADD COLUMN text text NOT NULL CHECK (length(text) BETWEEN 1 AND 10000);
    `)
  }
}
