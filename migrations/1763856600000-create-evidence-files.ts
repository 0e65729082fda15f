import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Evidence files of working copies, and which of them each submitted version holds. */
export class CreateEvidenceFiles1763856600000 implements MigrationInterface {
  readonly name = 'CreateEvidenceFiles1763856600000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evidence_file (
        id uuid PRIMARY KEY,
        bid_id uuid NOT NULL REFERENCES bid,
        storage_key text NOT NULL UNIQUE,
        size integer NOT NULL CHECK (size > 0),
        sha256 bytea NOT NULL CHECK (length(sha256) = 32),
        readable boolean NOT NULL,
        scan text NOT NULL DEFAULT 'pending' CHECK (scan IN ('pending', 'clean', 'infected')),
        description bytea NOT NULL,
        revision integer NOT NULL DEFAULT 1 CHECK (revision > 0),
        uploaded_by uuid NOT NULL REFERENCES person,
        uploaded_at timestamptz NOT NULL,
        removed_at timestamptz,
        UNIQUE (id, bid_id, sha256)
      );
      COMMENT ON TABLE evidence_file IS 'The bytes lie in the storage under storage_key; name and metadata are sealed like the bid.';
      CREATE INDEX evidence_file_by_bid ON evidence_file (bid_id, id);
      CREATE INDEX evidence_file_removed ON evidence_file (removed_at) WHERE removed_at IS NOT NULL;
      CREATE TRIGGER evidence_file_bytes_are_final BEFORE UPDATE ON evidence_file FOR EACH ROW
        WHEN ((OLD.id, OLD.bid_id, OLD.storage_key, OLD.size, OLD.sha256, OLD.uploaded_by, OLD.uploaded_at)
              IS DISTINCT FROM (NEW.id, NEW.bid_id, NEW.storage_key, NEW.size, NEW.sha256, NEW.uploaded_by, NEW.uploaded_at))
        EXECUTE FUNCTION refuse_change();

      CREATE TABLE bid_version_file (
        bid_id uuid NOT NULL,
        version integer NOT NULL,
        file_id uuid NOT NULL,
        sha256 bytea NOT NULL,
        PRIMARY KEY (bid_id, version, file_id),
        FOREIGN KEY (bid_id, version) REFERENCES bid_version (bid_id, number),
        CONSTRAINT pinned_files_are_of_the_bid_and_unchanged FOREIGN KEY (file_id, bid_id, sha256) REFERENCES evidence_file (id, bid_id, sha256)
      );
      CREATE INDEX bid_version_file_by_file ON bid_version_file (file_id);
      CREATE TRIGGER bid_version_file_is_final BEFORE UPDATE OR DELETE ON bid_version_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER bid_version_file_is_kept BEFORE TRUNCATE ON bid_version_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bid_version_file, evidence_file')
  }
}
