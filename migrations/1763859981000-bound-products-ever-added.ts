import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How many products a library may ever have held: those that are retired stay, since claims name them. */
export class BoundProductsEverAdded1763859981000 implements MigrationInterface {
  readonly name = 'BoundProductsEverAdded1763859981000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, source, confidence) VALUES
        ('library-products', 'both', 'products that a library holds, with those no longer offered', '250', 'count', '2015-02-26',
         'Own figure: five times as many as may be offered at once, so that a library stays short enough to be read whole', 'own-policy')
      ON CONFLICT DO NOTHING
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM legal_figure WHERE key = 'library-products'`)
  }
}
