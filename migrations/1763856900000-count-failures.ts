import type { MigrationInterface, QueryRunner } from 'typeorm'

/** An event is parked for having failed, and no longer for having been given to the queue again and again. What was parked for that goes on. */
export class CountFailures1763856900000 implements MigrationInterface {
  readonly name = 'CountFailures1763856900000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox_event ADD COLUMN failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0);
      COMMENT ON COLUMN outbox_event.attempts IS 'How often the queue took it. Nothing is decided by it.';
      COMMENT ON COLUMN outbox_event.failures IS 'How often handling it failed. After a hundred the event is parked for a person to look at.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox_event DROP COLUMN failures;
      COMMENT ON COLUMN outbox_event.attempts IS 'How often the queue took it. After twenty the event is parked for a person to look at.';
    `)
  }
}
