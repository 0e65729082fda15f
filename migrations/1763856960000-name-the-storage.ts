import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Ties the folder of evidence files to its database, and remembers when it was last walked through. */
export class NameTheStorage1763856960000 implements MigrationInterface {
  readonly name = 'NameTheStorage1763856960000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE storage (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        owner uuid NOT NULL DEFAULT gen_random_uuid(),
        walk_began_at timestamptz
      );
      COMMENT ON COLUMN storage.owner IS 'Stands in the folder too: files of another installation are not touched.';
      COMMENT ON COLUMN storage.walk_began_at IS 'Whoever sets it walks through the folder for this hour, and nobody else does.';
      INSERT INTO storage DEFAULT VALUES;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE storage')
  }
}
