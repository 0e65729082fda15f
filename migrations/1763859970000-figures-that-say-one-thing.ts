import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Two figures said by when an exclusion is told to the minister, so that which of them counted was left to chance: the one that names what it is about
 * stays. And the credit score that is enough did not say on which scale, so that 40 of 1,000 passed as 40 of 100 did.
 */
export class FiguresThatSayOneThing1763859970000 implements MigrationInterface {
  readonly name = 'FiguresThatSayOneThing1763859970000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM legal_figure WHERE key = 'exclusion-report' AND applies_to = 'dynamic markets';
      INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, source, confidence) VALUES
        ('finance-scale', 'pcr2015-dps', 'dynamic purchasing systems', '100', 'points', '2015-02-26',
         'The scale of the Dun & Bradstreet score of which 35 proceeds; from general knowledge', 'to-confirm');
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM legal_figure WHERE key = 'finance-scale';
      INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, source, confidence) VALUES
        ('exclusion-report', 'pa2023-dynamic-market', 'dynamic markets', '30', 'days', '2025-02-24',
         'PA 2023 s. 59: a rejection or removal on exclusion grounds is reported to a minister', 'to-confirm');
    `)
  }
}
