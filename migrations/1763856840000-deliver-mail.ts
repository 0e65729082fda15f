import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What a mail tells and how its delivery stands, and which reminders of a deadline were given. */
export class DeliverMail1763856840000 implements MigrationInterface {
  readonly name = 'DeliverMail1763856840000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notification
        ADD COLUMN details jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN occurred_at timestamptz NOT NULL DEFAULT market_now(),
        ADD COLUMN mail_due_at timestamptz NOT NULL DEFAULT market_now(),
        ADD COLUMN mail_given_up_at timestamptz,
        ADD COLUMN mail_trouble text CHECK (length(mail_trouble) BETWEEN 1 AND 100),
        ADD COLUMN mail_answer text CHECK (length(mail_answer) <= 500);
      COMMENT ON COLUMN notification.details IS 'The payload of the event: which version, which deadline. Never content.';
      COMMENT ON COLUMN notification.occurred_at IS 'When the event happened, by the market''s clock.';
      COMMENT ON COLUMN notification.mail_due_at IS 'Nobody takes the mail before: somebody is handing it over, or it was not taken a while ago.';
      COMMENT ON COLUMN notification.mail_answer IS 'What the mail server said when it took the mail, with the id under which it knows it.';

      UPDATE notification SET occurred_at = created_at;
      UPDATE notification n SET details = e.payload, occurred_at = e.created_at FROM outbox_event e WHERE e.id = n.event_id;
      UPDATE notification SET mail_given_up_at = market_now(), mail_trouble = 'refused' WHERE mailed_at IS NULL AND mail_attempts >= 20;

      ALTER TABLE notification
        ADD CONSTRAINT a_mail_ends_in_one_way CHECK (num_nonnulls(mailed_at, mail_given_up_at) <= 1),
        ADD CONSTRAINT a_mail_is_given_up_for_a_reason CHECK (mail_given_up_at IS NULL OR mail_trouble IS NOT NULL),
        ADD CONSTRAINT only_a_taken_mail_was_answered CHECK (mail_answer IS NULL OR mailed_at IS NOT NULL);
      DROP INDEX notification_to_mail;
      CREATE INDEX notification_to_mail ON notification (mail_due_at, id) WHERE mailed_at IS NULL AND mail_given_up_at IS NULL;
      CREATE INDEX notification_given_up ON notification (mail_given_up_at) WHERE mail_given_up_at IS NOT NULL;

      CREATE TABLE deadline_reminder (
        bid_id uuid NOT NULL REFERENCES bid,
        hours_before integer NOT NULL CHECK (hours_before > 0),
        submission_deadline timestamptz NOT NULL,
        reminded_at timestamptz NOT NULL DEFAULT market_now(),
        PRIMARY KEY (bid_id, hours_before, submission_deadline)
      );
      COMMENT ON TABLE deadline_reminder IS 'One row for each reminder, so that each is given once; a later deadline has reminders of its own.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE deadline_reminder;
      DROP INDEX notification_given_up;
      DROP INDEX notification_to_mail;
      ALTER TABLE notification
        DROP CONSTRAINT only_a_taken_mail_was_answered,
        DROP CONSTRAINT a_mail_is_given_up_for_a_reason,
        DROP CONSTRAINT a_mail_ends_in_one_way,
        DROP COLUMN mail_answer, DROP COLUMN mail_trouble, DROP COLUMN mail_given_up_at, DROP COLUMN mail_due_at,
        DROP COLUMN occurred_at, DROP COLUMN details;
      CREATE INDEX notification_to_mail ON notification (mail_attempts, id) WHERE mailed_at IS NULL;
    `)
  }
}
