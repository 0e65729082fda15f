import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A notice of removal that is a duty, as an excluded supplier has to go, is taken back by a second person, as the removal is confirmed (docs/adr/0048). By the
 * trigger and not by a constraint: what was taken back by one person before stays on record.
 */
export class TakeBackADutyByTwo1763859990100 implements MigrationInterface {
  readonly name = 'TakeBackADutyByTwo1763859990100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      keeping(`
        IF NEW.outcome = 'taken-back' AND NEW.must AND NEW.decided_by = NEW.noticed_by THEN
          RAISE EXCEPTION 'a notice that is a duty is taken back by a second person' USING ERRCODE = 'check_violation';
        END IF;`),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(keeping(''))
  }
}

/** What is on record of a removal stays; `also` is refused besides. */
const keeping = (also: string): string => `
  CREATE OR REPLACE FUNCTION refuse_rewriting_removal() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    replying text[] := ARRAY['reply', 'replied_by', 'replied_at'];
    deciding text[] := ARRAY['outcome', 'applies', 'likely_to_recur', 'found_not_excluded', 'reason', 'decided_by', 'decided_at', 'report_due_on'];
  BEGIN
    IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - replying - deciding <> to_jsonb(OLD) - replying - deciding
      OR (OLD.reply IS NOT NULL AND to_jsonb(NEW) - deciding <> to_jsonb(OLD) - deciding) THEN
      RAISE EXCEPTION 'a notice of removal, its reply and its end stay as they are' USING ERRCODE = 'insufficient_privilege';
    END IF;${also}
    RETURN NEW;
  END $$`
