import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Evidence files wait for a scanner, or are taken in without one. Those that are there were never looked through: they are unscanned, and wait
 * as soon as a scanner is there.
 */
export class ScanEvidence1763859200000 implements MigrationInterface {
  readonly name = 'ScanEvidence1763859200000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE evidence_file
        DROP CONSTRAINT evidence_file_scan_check,
        ADD CONSTRAINT evidence_file_scan_check CHECK (scan IN ('pending', 'clean', 'infected', 'unscannable', 'unscanned')),
        ADD COLUMN scan_attempts integer NOT NULL DEFAULT 0 CHECK (scan_attempts >= 0),
        ADD COLUMN scan_due_at timestamptz NOT NULL DEFAULT market_now(),
        ADD COLUMN scanned_at timestamptz,
        ADD COLUMN finding text CHECK (length(finding) BETWEEN 1 AND 100),
        ADD CONSTRAINT found_only_by_a_scan CHECK (finding IS NULL OR (scanned_at IS NOT NULL AND scan IN ('infected', 'unscannable')));
      COMMENT ON COLUMN evidence_file.scan_due_at IS 'Whoever takes it to scan moves this on, so that it is due again should they be lost.';
      COMMENT ON COLUMN evidence_file.scan_attempts IS 'Whoever scans it writes only while this is still the number of their attempt.';
      UPDATE evidence_file SET scan = 'unscanned' WHERE scan = 'pending';
      CREATE INDEX evidence_file_to_scan ON evidence_file (scan_due_at) WHERE scan = 'pending';
      CREATE INDEX evidence_file_unscanned ON evidence_file (id) WHERE scan = 'unscanned';

      ALTER TABLE officer_event
        DROP CONSTRAINT officer_event_kind_check,
        ADD CONSTRAINT officer_event_kind_check CHECK (kind IN ('failed-opening', 'late-bid', 'tampering', 'overdue-audit', 'overdue-explanation',
          'overdue-registration', 'unanswered-rule', 'infected-evidence'));
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE officer_event DISABLE TRIGGER officer_event_is_final;
      DELETE FROM officer_event WHERE kind = 'infected-evidence';
      ALTER TABLE officer_event
        ENABLE TRIGGER officer_event_is_final,
        DROP CONSTRAINT officer_event_kind_check,
        ADD CONSTRAINT officer_event_kind_check CHECK (kind IN ('failed-opening', 'late-bid', 'tampering', 'overdue-audit', 'overdue-explanation',
          'overdue-registration', 'unanswered-rule'));
      DROP INDEX evidence_file_to_scan, evidence_file_unscanned;
      UPDATE evidence_file SET scan = 'pending' WHERE scan = 'unscanned';
      UPDATE evidence_file SET scan = 'infected' WHERE scan = 'unscannable';
      ALTER TABLE evidence_file
        DROP CONSTRAINT found_only_by_a_scan,
        DROP COLUMN finding,
        DROP COLUMN scanned_at,
        DROP COLUMN scan_due_at,
        DROP COLUMN scan_attempts,
        DROP CONSTRAINT evidence_file_scan_check,
        ADD CONSTRAINT evidence_file_scan_check CHECK (scan IN ('pending', 'clean', 'infected'));
    `)
  }
}
