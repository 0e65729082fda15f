import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How near the last day of an application is when officers are shown it as due soon. */
export class SayWhenApplicationsAreDueSoon1763859980000 implements MigrationInterface {
  readonly name = 'SayWhenApplicationsAreDueSoon1763859980000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, source, confidence) VALUES
        ('application-due-soon', 'both', 'requests to join that wait for a decision', '5', 'days', '2015-02-26',
         'Own target: what has five days left or fewer is shown as due soon; no law names days', 'own-policy')
      ON CONFLICT DO NOTHING
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM legal_figure WHERE key = 'application-due-soon'`)
  }
}
