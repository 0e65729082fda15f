import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which declaration was signed, so that its words are found by whoever reads the record years later. */
export class DeclarationOfApplications1763859905000 implements MigrationInterface {
  readonly name = 'DeclarationOfApplications1763859905000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE application
        ADD COLUMN declaration text CHECK (length(declaration) BETWEEN 1 AND 100),
        ADD COLUMN declaration_hash bytea CHECK (length(declaration_hash) = 32),
        ADD CONSTRAINT a_declaration_is_signed_when_it_is_received
          CHECK (num_nulls(declaration, declaration_hash) IN (0, 2) AND (declaration IS NULL OR received_at IS NOT NULL));
      COMMENT ON COLUMN application.declaration IS 'Name and version of the declaration that declared_as signed; its words are data of the product, and declaration_hash is of them.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE application DROP COLUMN declaration_hash, DROP COLUMN declaration')
  }
}
