import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Signatures get better: what was found clean by older ones is scanned again by newer, once for each version of them. */
export class ScanAgain1763859485000 implements MigrationInterface {
  readonly name = 'ScanAgain1763859485000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE evidence_file
        ADD COLUMN signatures integer CHECK (signatures > 0),
        ADD COLUMN scan_again boolean NOT NULL DEFAULT false,
        ADD COLUMN scan_again_for integer CHECK (scan_again_for > 0),
        ADD CONSTRAINT only_clean_files_are_scanned_again CHECK (NOT scan_again OR (scan = 'clean' AND scan_again_for IS NOT NULL));
      COMMENT ON COLUMN evidence_file.signatures IS 'Number of the signatures that the verdict was made by; null where it is not known.';
      COMMENT ON COLUMN evidence_file.scan_again_for IS 'Number of the signatures for which it was last to be scanned again, whatever came of it.';
      DROP INDEX evidence_file_to_scan;
      CREATE INDEX evidence_file_to_scan ON evidence_file (scan_due_at) WHERE scan = 'pending' OR scan_again;
      CREATE INDEX evidence_file_by_signatures ON evidence_file (coalesce(greatest(signatures, scan_again_for), 0), id) WHERE scan = 'clean' AND NOT scan_again;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX evidence_file_by_signatures, evidence_file_to_scan;
      ALTER TABLE evidence_file DROP COLUMN scan_again_for, DROP COLUMN scan_again, DROP COLUMN signatures;
      CREATE INDEX evidence_file_to_scan ON evidence_file (scan_due_at) WHERE scan = 'pending';
    `)
  }
}
