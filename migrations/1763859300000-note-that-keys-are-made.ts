import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Whether every published requirement and every supplier that bids has keys is found out once and noted: from then on publishing and the first bid
 * make them, and a start need not look at every row. In the row of the installation, which a restore puts back as the backup has it.
 */
export class NoteThatKeysAreMade1763859300000 implements MigrationInterface {
  readonly name = 'NoteThatKeysAreMade1763859300000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE storage ADD COLUMN keys_made_at timestamptz;
      COMMENT ON COLUMN storage.keys_made_at IS 'Nothing that is sealed is without its key since; null until a start has looked.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE storage DROP COLUMN keys_made_at')
  }
}
