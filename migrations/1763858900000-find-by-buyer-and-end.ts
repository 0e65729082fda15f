import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What one buyer published in the order of its deadlines, and what has ended without what is still open. */
export class FindByBuyerAndEnd1763858900000 implements MigrationInterface {
  readonly name = 'FindByBuyerAndEnd1763858900000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX requirement_of_buyer_closing ON requirement (buyer_id, submission_deadline, id) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_not_open ON requirement (submission_deadline, id) WHERE published_at IS NOT NULL AND state <> 'open';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX requirement_of_buyer_closing, requirement_not_open')
  }
}
