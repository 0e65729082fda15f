import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Everybody's list reads no row of Practice to leave it out again, however much there is of it among the newest. */
export class ListWithoutPractice1763858960000 implements MigrationInterface {
  readonly name = 'ListWithoutPractice1763858960000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX requirement_for_everybody ON requirement (published_at DESC, id DESC) WHERE published_at IS NOT NULL AND NOT practice;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX requirement_for_everybody')
  }
}
