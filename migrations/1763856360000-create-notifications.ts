import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What each person was told, and whether it went out as mail. */
export class CreateNotifications1763856360000 implements MigrationInterface {
  readonly name = 'CreateNotifications1763856360000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notification (
        id uuid PRIMARY KEY,
        event_id uuid NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        organisation_id uuid NOT NULL REFERENCES organisation,
        kind text NOT NULL,
        subject_type text NOT NULL,
        subject_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT market_now(),
        mailed_at timestamptz,
        mail_attempts integer NOT NULL DEFAULT 0,
        CONSTRAINT one_notification_per_event_and_person UNIQUE (person_id, organisation_id, event_id)
      );
      CREATE INDEX notification_by_person ON notification (person_id, organisation_id, id DESC);
      CREATE INDEX notification_to_mail ON notification (mail_attempts, id) WHERE mailed_at IS NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notification')
  }
}
