import type { MigrationInterface, QueryRunner } from 'typeorm'

/** SQL: what the answers come to that application `application` has been given, of each the newest: SHA-256 over their lines, sorted. */
const HASH_OF_PINNED = `
  SELECT sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), ''), 'UTF8'))
  FROM (SELECT DISTINCT ON (w.answer_id)
               w.question_id || ' ' || coalesce(w.product_id::text, '-') || ' ' || w.version || ' ' || encode(w.hash, 'hex') AS line
        FROM application_answer w WHERE w.application_id = m.application_id ORDER BY w.answer_id, w.version DESC) newest`

/**
 * A membership carries what its pinned answers come to, and each version of a bid the membership that it came by with that hash. Versions from before
 * name none: what their suppliers had said then cannot be told from their receipts.
 */
export class BidsPinLibraryAnswers1763859940000 implements MigrationInterface {
  readonly name = 'BidsPinLibraryAnswers1763859940000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE membership ADD COLUMN answers_hash bytea CHECK (octet_length(answers_hash) = 32);
      UPDATE membership m SET answers_hash = (${HASH_OF_PINNED}) WHERE m.application_id IS NOT NULL;
      ALTER TABLE membership ADD CONSTRAINT a_member_that_applied_has_its_answers CHECK ((application_id IS NULL) = (answers_hash IS NULL));
      COMMENT ON COLUMN membership.answers_hash IS 'What the answers come to that officers were given for it, of each the newest. Written wherever one is pinned, with the membership held.';

      ALTER TABLE bid_version
        ADD COLUMN membership_id uuid REFERENCES membership,
        ADD COLUMN answers_hash bytea CHECK (octet_length(answers_hash) = 32),
        ADD CONSTRAINT pinned_answers_are_of_a_membership CHECK (answers_hash IS NULL OR membership_id IS NOT NULL);
      COMMENT ON COLUMN bid_version.membership_id IS 'By which its supplier bid. Null of versions from before it was written down.';
      COMMENT ON COLUMN bid_version.answers_hash IS 'What the answers came to that officers had been given for the membership when the version was received. Null where it came of no application.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bid_version DROP COLUMN answers_hash, DROP COLUMN membership_id;
      ALTER TABLE membership DROP COLUMN answers_hash;
    `)
  }
}
