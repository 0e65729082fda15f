import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The library of each supplier: its products, one answer to each question (of a claim, for each product), and every version of each answer, which
 * never changes and is pinned by its hash. The date of an expiry stands beside the sealed answer, so that reminders can be found without reading it.
 */
export class CreateLibrary1763859800000 implements MigrationInterface {
  readonly name = 'CreateLibrary1763859800000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE library_product (
        id uuid PRIMARY KEY,
        supplier_id uuid NOT NULL REFERENCES organisation,
        name bytea NOT NULL CONSTRAINT product_names_are_sealed CHECK (substr(name, 1, 1) = '\\x01'),
        added_by uuid NOT NULL REFERENCES person,
        added_at timestamptz NOT NULL,
        retired_at timestamptz,
        UNIQUE (id, supplier_id)
      );
      CREATE INDEX library_product_by_supplier ON library_product (supplier_id, id);
      CREATE TRIGGER library_product_stays_what_it_is BEFORE UPDATE ON library_product FOR EACH ROW
        WHEN ((OLD.id, OLD.supplier_id, OLD.name, OLD.added_by, OLD.added_at) IS DISTINCT FROM (NEW.id, NEW.supplier_id, NEW.name, NEW.added_by, NEW.added_at)
              OR OLD.retired_at IS NOT NULL)
        EXECUTE FUNCTION refuse_change();

      CREATE TABLE library_answer (
        id uuid PRIMARY KEY,
        supplier_id uuid NOT NULL REFERENCES organisation,
        question_id text NOT NULL CHECK (question_id ~ '^[A-Z][0-9]{1,3}$'),
        product_id uuid,
        version integer NOT NULL CHECK (version > 0),
        expires_on date,
        expiry_known_at timestamptz,
        confirmed_by uuid NOT NULL REFERENCES person,
        confirmed_at timestamptz NOT NULL,
        UNIQUE (id, supplier_id),
        CONSTRAINT one_answer_to_a_question UNIQUE NULLS NOT DISTINCT (supplier_id, question_id, product_id),
        CONSTRAINT an_expiry_is_known_since_when CHECK ((expires_on IS NULL) = (expiry_known_at IS NULL)),
        CONSTRAINT claims_are_about_own_products FOREIGN KEY (product_id, supplier_id) REFERENCES library_product (id, supplier_id)
      );
      CREATE INDEX library_answer_by_product ON library_answer (product_id, supplier_id) WHERE product_id IS NOT NULL;
      CREATE INDEX library_answer_that_expires ON library_answer (expires_on) WHERE expires_on IS NOT NULL;
      COMMENT ON COLUMN library_answer.expires_on IS 'Readable, unlike the answer that it is a part of: what is due is found by it.';

      CREATE TABLE library_answer_version (
        answer_id uuid NOT NULL,
        number integer NOT NULL CHECK (number > 0),
        supplier_id uuid NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32),
        content bytea NOT NULL CONSTRAINT library_answers_are_sealed CHECK (substr(content, 1, 1) = '\\x01'),
        written_by uuid NOT NULL REFERENCES person,
        written_at timestamptz NOT NULL,
        PRIMARY KEY (answer_id, number),
        UNIQUE (answer_id, number, hash),
        FOREIGN KEY (answer_id, supplier_id) REFERENCES library_answer (id, supplier_id)
      );
      COMMENT ON COLUMN library_answer_version.hash IS 'SHA-256 of the canonical content, which holds a salt: nobody can guess an answer by it.';
      CREATE TRIGGER library_answer_version_is_final BEFORE UPDATE OR DELETE ON library_answer_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER library_answer_version_is_kept BEFORE TRUNCATE ON library_answer_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      ALTER TABLE library_answer ADD CONSTRAINT an_answer_has_its_version FOREIGN KEY (id, version)
        REFERENCES library_answer_version (answer_id, number) DEFERRABLE INITIALLY DEFERRED;

      CREATE TABLE library_reminder (
        answer_id uuid NOT NULL,
        supplier_id uuid NOT NULL,
        days_before integer NOT NULL CHECK (days_before >= 0),
        expires_on date NOT NULL,
        reminded_at timestamptz NOT NULL DEFAULT market_now(),
        PRIMARY KEY (answer_id, days_before, expires_on),
        FOREIGN KEY (answer_id, supplier_id) REFERENCES library_answer (id, supplier_id)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE library_reminder;
      ALTER TABLE library_answer DROP CONSTRAINT an_answer_has_its_version;
      DROP TABLE library_answer_version, library_answer, library_product;
    `)
  }
}
