import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Which words the public's requirements use, to put misspelt searches right, and indexes for the filters of the public list. pg_trgm is a
 * trusted extension: whoever owns the database may create it; where the provider forbids that, an administrator creates it beforehand.
 */
export class FindOpportunities1763857740000 implements MigrationInterface {
  readonly name = 'FindOpportunities1763857740000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE published_word (word text PRIMARY KEY CHECK (length(word) BETWEEN 4 AND 40));
      CREATE INDEX published_word_by_likeness ON published_word USING gist (word gist_trgm_ops);
      COMMENT ON TABLE published_word IS 'Words of title, problem statement and outcomes of what everybody may read; kept by a trigger.';

      CREATE FUNCTION words_to_find(title text, content jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      BEGIN ATOMIC
        SELECT word FROM unnest(tsvector_to_array(
          to_tsvector('pg_catalog.simple', title)
          || to_tsvector('pg_catalog.simple', coalesce(content->>'problemStatement', ''))
          || to_tsvector('pg_catalog.simple', jsonb_path_query_array(content, '$.outcomes[*].text')))) AS word
        WHERE word ~ '^[[:alpha:]]{4,40}$' ORDER BY word;
      END;
      COMMENT ON FUNCTION words_to_find IS 'In one order, so that two who add the same words wait for each other and never both.';

      CREATE FUNCTION note_published_words() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO published_word SELECT found.word FROM words_to_find(NEW.title, NEW.content) AS found(word)
        WHERE NOT EXISTS (SELECT FROM published_word known WHERE known.word = found.word) ORDER BY found.word ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$;

      INSERT INTO published_word
      SELECT DISTINCT word FROM requirement r, words_to_find(r.title, r.content) AS word WHERE r.published_at IS NOT NULL AND NOT r.practice;
      CREATE TRIGGER published_words AFTER INSERT OR UPDATE OF title, content, published_at ON requirement
        FOR EACH ROW WHEN (NEW.published_at IS NOT NULL AND NOT NEW.practice) EXECUTE FUNCTION note_published_words();

      CREATE INDEX requirement_of_buyer ON requirement (buyer_id, published_at DESC, id DESC) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_in_category ON requirement USING gin (category_ids) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_in_state ON requirement (state, submission_deadline, id) WHERE published_at IS NOT NULL;
      CREATE INDEX organisation_by_likeness ON organisation USING gin (name gin_trgm_ops) WHERE kind = 'public-body';
    `)
  }

  /** The extension stays: others may use it, and it may not be ours to drop. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX organisation_by_likeness, requirement_in_state, requirement_in_category, requirement_of_buyer;
      DROP TRIGGER published_words ON requirement;
      DROP FUNCTION note_published_words;
      DROP FUNCTION words_to_find;
      DROP TABLE published_word;
    `)
  }
}
