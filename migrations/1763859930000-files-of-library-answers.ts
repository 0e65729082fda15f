import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Evidence files of library answers, and which of them each version names. They are scanned as those of bids are (files/file-kinds.ts), and kept for
 * as long as the versions, which is for ever.
 */
export class FilesOfLibraryAnswers1763859930000 implements MigrationInterface {
  readonly name = 'FilesOfLibraryAnswers1763859930000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE library_file (
        id uuid PRIMARY KEY,
        supplier_id uuid NOT NULL,
        answer_id uuid NOT NULL,
        storage_key text NOT NULL UNIQUE,
        size integer NOT NULL CHECK (size > 0),
        sha256 bytea NOT NULL CHECK (length(sha256) = 32),
        stored_sha256 bytea NOT NULL CHECK (length(stored_sha256) = 32),
        file_key bytea NOT NULL CONSTRAINT keys_of_library_files_are_sealed CHECK (substr(file_key, 1, 1) = '\\x01'),
        readable boolean NOT NULL,
        scan text NOT NULL CHECK (scan IN ('pending', 'clean', 'infected', 'unscannable', 'unscanned')),
        scan_attempts integer NOT NULL DEFAULT 0 CHECK (scan_attempts >= 0),
        scan_due_at timestamptz NOT NULL DEFAULT market_now(),
        scanned_at timestamptz,
        finding text CHECK (length(finding) BETWEEN 1 AND 100),
        signatures integer CHECK (signatures > 0),
        scan_again boolean NOT NULL DEFAULT false,
        scan_again_for integer CHECK (scan_again_for > 0),
        uploaded_by uuid NOT NULL REFERENCES person,
        uploaded_at timestamptz NOT NULL,
        removed_at timestamptz,
        UNIQUE (id, answer_id, sha256),
        FOREIGN KEY (answer_id, supplier_id) REFERENCES library_answer (id, supplier_id),
        CONSTRAINT found_in_library_files_by_a_scan CHECK (finding IS NULL OR (scanned_at IS NOT NULL AND scan IN ('infected', 'unscannable'))),
        CONSTRAINT only_clean_library_files_are_scanned_again CHECK (NOT scan_again OR (scan = 'clean' AND scan_again_for IS NOT NULL))
      );
      COMMENT ON TABLE library_file IS 'The bytes lie in the storage under storage_key; the name stands in the versions that name the file, and nowhere else.';
      CREATE INDEX library_file_by_answer ON library_file (answer_id, supplier_id);
      CREATE INDEX library_file_by_supplier ON library_file (supplier_id) WHERE removed_at IS NULL;
      CREATE INDEX library_file_to_scan ON library_file (scan_due_at) WHERE scan = 'pending' OR scan_again;
      CREATE INDEX library_file_unscanned ON library_file (id) WHERE scan = 'unscanned';
      CREATE INDEX library_file_by_signatures ON library_file (coalesce(greatest(signatures, scan_again_for), 0), id) WHERE scan = 'clean' AND NOT scan_again;
      CREATE TRIGGER library_file_bytes_are_final BEFORE UPDATE ON library_file FOR EACH ROW
        WHEN ((OLD.id, OLD.supplier_id, OLD.answer_id, OLD.storage_key, OLD.size, OLD.sha256, OLD.stored_sha256, OLD.file_key, OLD.readable, OLD.uploaded_by, OLD.uploaded_at)
              IS DISTINCT FROM (NEW.id, NEW.supplier_id, NEW.answer_id, NEW.storage_key, NEW.size, NEW.sha256, NEW.stored_sha256, NEW.file_key, NEW.readable, NEW.uploaded_by, NEW.uploaded_at)
              OR OLD.removed_at IS DISTINCT FROM NEW.removed_at AND OLD.removed_at IS NOT NULL)
        EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER library_file_is_kept BEFORE DELETE ON library_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER library_file_stays BEFORE TRUNCATE ON library_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE library_version_file (
        answer_id uuid NOT NULL,
        version integer NOT NULL,
        file_id uuid NOT NULL,
        sha256 bytea NOT NULL,
        supplier_id uuid NOT NULL,
        PRIMARY KEY (answer_id, version, file_id),
        FOREIGN KEY (answer_id, version) REFERENCES library_answer_version (answer_id, number),
        CONSTRAINT files_of_versions_are_of_the_answer_and_unchanged FOREIGN KEY (file_id, answer_id, sha256) REFERENCES library_file (id, answer_id, sha256)
      );
      COMMENT ON TABLE library_version_file IS 'Which files the sealed content of a version names, so that it can be asked without opening it.';
      CREATE INDEX library_version_file_by_file ON library_version_file (file_id, answer_id, sha256);
      CREATE TRIGGER library_version_file_is_final BEFORE UPDATE OR DELETE ON library_version_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER library_version_file_is_kept BEFORE TRUNCATE ON library_version_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE library_version_file, library_file')
  }
}
