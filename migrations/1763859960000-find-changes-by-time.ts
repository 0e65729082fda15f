import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What changed of members after a day that figures count up to, which is little of all that ever changed. */
export class FindChangesByTime1763859960000 implements MigrationInterface {
  readonly name = 'FindChangesByTime1763859960000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX membership_change_by_time ON membership_change (changed_at)')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX membership_change_by_time')
  }
}
