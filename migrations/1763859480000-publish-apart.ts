import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What stands in published_requirement of a requirement, in this order. */
const SHOWN = [
  'id',
  'buyer_id',
  'agreement_id',
  'practice',
  'state',
  'title',
  'category_ids',
  'tier',
  'published_at',
  'submission_deadline',
  'words',
]

const of = (row: string): string => SHOWN.map(column => `${row}.${column}`).join(', ')

/**
 * What everybody's lists and searches read stands apart from what is not published, so that rows of requirement can be protected without taking
 * the index from full-text search (docs/adr/0045).
 */
export class PublishApart1763859480000 implements MigrationInterface {
  readonly name = 'PublishApart1763859480000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE published_requirement (
        id uuid PRIMARY KEY REFERENCES requirement ON DELETE CASCADE,
        buyer_id uuid NOT NULL,
        agreement_id uuid NOT NULL,
        practice boolean NOT NULL,
        state text NOT NULL,
        title text NOT NULL,
        category_ids uuid[] NOT NULL,
        tier text NOT NULL,
        published_at timestamptz NOT NULL,
        submission_deadline timestamptz NOT NULL,
        words tsvector NOT NULL
      );
      COMMENT ON TABLE published_requirement IS 'What lists and searches show of each published requirement; kept by triggers, and by nobody else.';

      INSERT INTO published_requirement (${SHOWN.join(', ')}) SELECT ${of('r')} FROM requirement r WHERE r.published_at IS NOT NULL;

      DROP INDEX requirement_public, requirement_closing, requirement_by_words, requirement_of_buyer, requirement_in_category, requirement_in_state,
        requirement_of_buyer_closing, requirement_not_open, requirement_for_everybody, requirement_open_by_words;
      CREATE INDEX published_requirement_newest ON published_requirement (published_at DESC, id DESC);
      CREATE INDEX published_requirement_for_everybody ON published_requirement (published_at DESC, id DESC) WHERE NOT practice;
      CREATE INDEX published_requirement_closing ON published_requirement (submission_deadline, id);
      CREATE INDEX published_requirement_not_open ON published_requirement (submission_deadline, id) WHERE state <> 'open';
      CREATE INDEX published_requirement_in_state ON published_requirement (state, submission_deadline, id);
      CREATE INDEX published_requirement_of_buyer ON published_requirement (buyer_id, published_at DESC, id DESC);
      CREATE INDEX published_requirement_of_buyer_closing ON published_requirement (buyer_id, submission_deadline, id);
      CREATE INDEX published_requirement_in_category ON published_requirement USING gin (category_ids);
      CREATE INDEX published_requirement_by_words ON published_requirement USING gin (words);
      CREATE INDEX published_requirement_open_by_words ON published_requirement USING gin (words) WHERE state = 'open';
      ANALYZE published_requirement;

      CREATE FUNCTION keep_published_requirement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF NEW.published_at IS NULL THEN
          DELETE FROM published_requirement WHERE id = NEW.id;
        ELSE
          INSERT INTO published_requirement (${SHOWN.join(', ')}) VALUES (${of('NEW')})
          ON CONFLICT (id) DO UPDATE SET ${SHOWN.slice(1)
            .map(column => `${column} = excluded.${column}`)
            .join(', ')};
        END IF;
        RETURN NULL;
      END $$;
      COMMENT ON FUNCTION keep_published_requirement IS 'As the owner: the application reads what is published and writes it only through the requirement.';

      CREATE TRIGGER requirement_published AFTER INSERT ON requirement
        FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION keep_published_requirement();
      CREATE TRIGGER published_requirement_changed AFTER UPDATE ON requirement
        FOR EACH ROW WHEN ((OLD.published_at IS NOT NULL OR NEW.published_at IS NOT NULL) AND (${of('OLD')}) IS DISTINCT FROM (${of('NEW')}))
        EXECUTE FUNCTION keep_published_requirement();

      CREATE FUNCTION refuse_another_buyer() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'A requirement stays its buyer''s.' USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER requirement_keeps_its_buyer BEFORE UPDATE OF id, buyer_id ON requirement
        FOR EACH ROW WHEN ((OLD.id, OLD.buyer_id) IS DISTINCT FROM (NEW.id, NEW.buyer_id)) EXECUTE FUNCTION refuse_another_buyer();
    `)
  }

  /** The policy goes too: the releases before know of none on this table. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY IF EXISTS rows_read ON requirement;
      DROP POLICY IF EXISTS rows_added ON requirement;
      DROP POLICY IF EXISTS rows_changed ON requirement;
      DROP POLICY IF EXISTS rows_removed ON requirement;
      ALTER TABLE requirement DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;

      DROP TRIGGER requirement_keeps_its_buyer ON requirement;
      DROP FUNCTION refuse_another_buyer;
      DROP TRIGGER published_requirement_changed ON requirement;
      DROP TRIGGER requirement_published ON requirement;
      DROP FUNCTION keep_published_requirement;
      DROP TABLE published_requirement;

      CREATE INDEX requirement_public ON requirement (published_at DESC, id DESC) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_closing ON requirement (submission_deadline, id) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_by_words ON requirement USING gin (words) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_of_buyer ON requirement (buyer_id, published_at DESC, id DESC) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_in_category ON requirement USING gin (category_ids) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_in_state ON requirement (state, submission_deadline, id) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_of_buyer_closing ON requirement (buyer_id, submission_deadline, id) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_not_open ON requirement (submission_deadline, id) WHERE published_at IS NOT NULL AND state <> 'open';
      CREATE INDEX requirement_for_everybody ON requirement (published_at DESC, id DESC) WHERE published_at IS NOT NULL AND NOT practice;
      CREATE INDEX requirement_open_by_words ON requirement USING gin (words) WHERE state = 'open' AND published_at IS NOT NULL;
    `)
  }
}
