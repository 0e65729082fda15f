import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What a notice promises: the content of its guideline pack by its hash, and the rules that can block a bid. */
export class PinGuidelineContent1763856420000 implements MigrationInterface {
  readonly name = 'PinGuidelineContent1763856420000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE requirement
        ADD COLUMN pack_hash text CHECK (pack_hash LIKE 'sha256-%'),
        ADD COLUMN blocking_rules text[] NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN requirement.pack_hash IS 'Missing where published before hashes were kept: what was loaded then is not known any more.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE requirement DROP COLUMN pack_hash, DROP COLUMN blocking_rules')
  }
}
