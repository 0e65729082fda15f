import type { MigrationInterface, QueryRunner } from 'typeorm'

/** SQL: what a list of suppliers is known by, as everybody can compute it: the SHA-256 of their ids, sorted, one on each line. */
const HASH_OF_IDS = `sha256(convert_to(array_to_string(supplier_ids, E'\\n'), 'UTF8'))`

/** Whom a buyer means to invite, as it was seen, and who was invited when and by what. Neither a run nor a round ever changes. */
export class ShortlistsAndInvitations1763859920000 implements MigrationInterface {
  readonly name = 'ShortlistsAndInvitations1763859920000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shortlist (
        requirement_id uuid PRIMARY KEY REFERENCES requirement,
        buyer_id uuid NOT NULL REFERENCES organisation,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        tokens text[] NOT NULL CHECK (cardinality(tokens) <= 500),
        filter_edition integer NOT NULL REFERENCES filter_edition,
        revision integer NOT NULL CHECK (revision > 0),
        changed_by uuid NOT NULL REFERENCES person,
        changed_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN shortlist.tokens IS 'What is chosen of the filters, as facet/value.';
      COMMENT ON COLUMN shortlist.filter_edition IS 'The edition of the filters that was in force when they were chosen.';
      CREATE UNIQUE INDEX one_shortlist_of_a_name ON shortlist (buyer_id, lower(name));

      CREATE TABLE shortlist_run (
        requirement_id uuid NOT NULL REFERENCES shortlist,
        number integer NOT NULL CHECK (number > 0),
        tokens text[] NOT NULL,
        filter_edition integer NOT NULL REFERENCES filter_edition,
        category_ids uuid[] NOT NULL,
        supplier_ids uuid[] NOT NULL,
        hash bytea NOT NULL CONSTRAINT the_hash_is_of_who_matched CHECK (hash = ${HASH_OF_IDS}),
        last_day date,
        last_day_by jsonb,
        run_by uuid NOT NULL REFERENCES person,
        run_at timestamptz NOT NULL,
        PRIMARY KEY (requirement_id, number),
        CONSTRAINT it_is_known_what_it_holds_by CHECK (num_nulls(last_day, last_day_by) IN (0, 2))
      );
      COMMENT ON COLUMN shortlist_run.last_day IS 'The last day on which it may be published by, in London; null where the law names none.';
      COMMENT ON COLUMN shortlist_run.last_day_by IS 'What that rests on: figure, its source, calendar, and whether the calendar is sure of it.';

      CREATE TABLE invitation_round (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL REFERENCES requirement,
        number integer NOT NULL CHECK (number > 0),
        reason text NOT NULL CHECK (reason IN ('publication', 'admitted-later', 'extended')),
        tokens text[] NOT NULL,
        filter_edition integer REFERENCES filter_edition,
        category_ids uuid[] NOT NULL,
        supplier_ids uuid[] NOT NULL,
        hash bytea NOT NULL CONSTRAINT the_hash_is_of_who_is_invited CHECK (hash = ${HASH_OF_IDS}),
        invited_at timestamptz NOT NULL,
        UNIQUE (requirement_id, number)
      );
      CREATE UNIQUE INDEX one_round_of_a_publication ON invitation_round (requirement_id) WHERE reason = 'publication';
      COMMENT ON TABLE invitation_round IS 'Everybody who was invited at one moment. The rows of invitation are made of it by the queue, or by a supplier that comes before the queue.';
      COMMENT ON COLUMN invitation_round.filter_edition IS 'Null where no filters were chosen.';
    `)
    for (const table of ['shortlist_run', 'invitation_round'])
      await runner.query(`
        CREATE TRIGGER ${table}_is_final BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER ${table}_is_kept BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invitation_round, shortlist_run, shortlist')
  }
}
