import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Finds members by what they offer, and suppliers in the order of their names and by a part of them, whatever case and marks they are written with. */
export class ListSuppliers1763859915000 implements MigrationInterface {
  readonly name = 'ListSuppliers1763859915000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX membership_by_offer ON membership USING gin (offer) WHERE state = 'active';
      CREATE INDEX supplier_by_name ON organisation (letters_of_name(name) COLLATE "C", id) WHERE kind = 'supplier';
      CREATE INDEX supplier_by_likeness ON organisation USING gin (letters_of_name(name) gin_trgm_ops) WHERE kind = 'supplier';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX supplier_by_likeness, supplier_by_name, membership_by_offer')
  }
}
