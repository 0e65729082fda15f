import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What somebody typed into a form of the library and has not saved yet: one draft of each part, which is no answer and is dropped when it is saved. */
export class KeepDraftsOfTheLibrary1763859950000 implements MigrationInterface {
  readonly name = 'KeepDraftsOfTheLibrary1763859950000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE library_draft (
        id uuid PRIMARY KEY,
        supplier_id uuid NOT NULL REFERENCES organisation,
        part_id text NOT NULL,
        product_id uuid,
        typed bytea NOT NULL CONSTRAINT drafts_of_libraries_are_sealed CHECK (substr(typed, 1, 1) = '\\x01'),
        kept_by uuid NOT NULL REFERENCES person,
        kept_at timestamptz NOT NULL,
        CONSTRAINT one_draft_of_a_part UNIQUE NULLS NOT DISTINCT (supplier_id, part_id, product_id),
        CONSTRAINT drafts_are_about_own_products FOREIGN KEY (product_id, supplier_id) REFERENCES library_product (id, supplier_id)
      );
      CREATE INDEX library_draft_by_product ON library_draft (product_id, supplier_id) WHERE product_id IS NOT NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE library_draft')
  }
}
