import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Members as officers list them, and applications by how they ended: both in the order in which they are shown, so that a page reads a page of them. */
export class FindWhatOfficersAskFor1763859995000 implements MigrationInterface {
  readonly name = 'FindWhatOfficersAskFor1763859995000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX membership_by_admission ON membership (admitted_at, id);
      CREATE INDEX application_by_state ON application (state, due_on, id) WHERE received_at IS NOT NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX membership_by_admission, application_by_state')
  }
}
