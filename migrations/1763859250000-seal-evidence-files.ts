import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The bytes of evidence files are sealed, each under a key of its own that stands in its row, sealed for its supplier and for whoever opens the
 * bids; of opened bids, in a row that the application opens. What lies there readable is sealed by `migrate` (seal-old-files.ts), after which
 * the rule is valid. Exports that lie there are taken away, to be ordered anew: the sweep removes their bytes, as of all that has no row.
 */
export class SealEvidenceFiles1763859250000 implements MigrationInterface {
  readonly name = 'SealEvidenceFiles1763859250000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE evidence_file ADD COLUMN file_key bytea, ADD COLUMN stored_sha256 bytea,
        ADD CONSTRAINT evidence_files_are_sealed CHECK (file_key IS NOT NULL AND substr(file_key, 1, 1) = '\\x02'
          AND stored_sha256 IS NOT NULL AND length(stored_sha256) = 32) NOT VALID;
      COMMENT ON TABLE evidence_file IS 'The bytes lie sealed in the storage under storage_key; name and metadata are sealed like the bid.';
      COMMENT ON COLUMN evidence_file.file_key IS 'By which the bytes open, sealed for the supplier and for whoever opens the bids.';
      COMMENT ON COLUMN evidence_file.stored_sha256 IS 'Of the bytes as they lie in the storage; size and sha256 are of what was sent.';
      CREATE INDEX evidence_file_to_seal ON evidence_file (id) WHERE file_key IS NULL;
      DROP TRIGGER evidence_file_bytes_are_final ON evidence_file;
      CREATE TRIGGER evidence_file_bytes_are_final BEFORE UPDATE ON evidence_file FOR EACH ROW
        WHEN ((OLD.id, OLD.bid_id, OLD.storage_key, OLD.size, OLD.sha256, OLD.stored_sha256, OLD.file_key, OLD.uploaded_by, OLD.uploaded_at)
              IS DISTINCT FROM
              (NEW.id, NEW.bid_id, NEW.storage_key, NEW.size, NEW.sha256, NEW.stored_sha256, NEW.file_key, NEW.uploaded_by, NEW.uploaded_at))
        EXECUTE FUNCTION refuse_change();

      CREATE TABLE opened_file (
        file_id uuid PRIMARY KEY REFERENCES evidence_file,
        bid_id uuid NOT NULL REFERENCES opened_bid,
        file_key bytea NOT NULL CONSTRAINT keys_of_opened_files_are_sealed CHECK (substr(file_key, 1, 1) = '\\x01')
      );
      COMMENT ON TABLE opened_file IS 'Keys of the files of opened bids, by which the application opens them; the bytes stay sealed.';
      CREATE INDEX opened_file_by_bid ON opened_file (bid_id);
      CREATE TRIGGER opened_file_is_final BEFORE UPDATE OR DELETE ON opened_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER opened_file_is_kept BEFORE TRUNCATE ON opened_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ALTER TABLE export_job ADD COLUMN file_key bytea;
      UPDATE export_job SET state = 'removed', storage_key = NULL WHERE state = 'ready';
      ALTER TABLE export_job ADD CONSTRAINT exports_are_sealed
        CHECK ((storage_key IS NULL) = (file_key IS NULL) AND (file_key IS NULL OR substr(file_key, 1, 1) = '\\x01'));
    `)
    const [left] = (await runner.query('SELECT EXISTS (SELECT FROM evidence_file) AS some')) as { some: boolean }[]
    if (left?.some === false) await runner.query('ALTER TABLE evidence_file VALIDATE CONSTRAINT evidence_files_are_sealed')
  }

  /** Files that were sealed stay so for ever, as their keys go: no release can read them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE export_job DROP CONSTRAINT exports_are_sealed, DROP COLUMN file_key;
      DROP TABLE opened_file;
      DROP TRIGGER evidence_file_bytes_are_final ON evidence_file;
      ALTER TABLE evidence_file DROP CONSTRAINT evidence_files_are_sealed, DROP COLUMN file_key, DROP COLUMN stored_sha256;
      COMMENT ON TABLE evidence_file IS 'The bytes lie in the storage under storage_key; name and metadata are sealed like the bid.';
      CREATE TRIGGER evidence_file_bytes_are_final BEFORE UPDATE ON evidence_file FOR EACH ROW
        WHEN ((OLD.id, OLD.bid_id, OLD.storage_key, OLD.size, OLD.sha256, OLD.uploaded_by, OLD.uploaded_at)
              IS DISTINCT FROM (NEW.id, NEW.bid_id, NEW.storage_key, NEW.size, NEW.sha256, NEW.uploaded_by, NEW.uploaded_at))
        EXECUTE FUNCTION refuse_change();
    `)
  }
}
