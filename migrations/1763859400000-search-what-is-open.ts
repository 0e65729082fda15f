import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Words are mostly sought in what is open: of all that was ever published with them, however much that is by now, nothing is read. */
export class SearchWhatIsOpen1763859400000 implements MigrationInterface {
  readonly name = 'SearchWhatIsOpen1763859400000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX requirement_open_by_words ON requirement USING gin (words) WHERE state = 'open' AND published_at IS NOT NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX requirement_open_by_words')
  }
}
