import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Two figures said by when an exclusion is told to the minister, so that which of them counted was left to chance. The one that names what it is about stays. */
export class OneFigureOfOneDuty1763859970000 implements MigrationInterface {
  readonly name = 'OneFigureOfOneDuty1763859970000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM legal_figure WHERE key = 'exclusion-report' AND applies_to = 'dynamic markets'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, source, confidence) VALUES
        ('exclusion-report', 'pa2023-dynamic-market', 'dynamic markets', '30', 'days', '2025-02-24',
         'PA 2023 s. 59: a rejection or removal on exclusion grounds is reported to a minister', 'to-confirm')
    `)
  }
}
