import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Words of what is published, for a search that an index answers. */
export class SearchRequirements1763857260000 implements MigrationInterface {
  readonly name = 'SearchRequirements1763857260000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION requirement_words(title text, content jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
        setweight(to_tsvector('pg_catalog.english', title), 'A')
        || setweight(to_tsvector('pg_catalog.english', coalesce(content->>'problemStatement', '')), 'B')
        || setweight(to_tsvector('pg_catalog.english', jsonb_path_query_array(content, '$.outcomes[*].text')), 'C');

      CREATE FUNCTION note_requirement_words() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.words := requirement_words(NEW.title, NEW.content);
        RETURN NEW;
      END $$;

      ALTER TABLE requirement ADD COLUMN words tsvector;
      UPDATE requirement SET words = requirement_words(title, content);
      ALTER TABLE requirement ALTER COLUMN words SET NOT NULL;
      CREATE TRIGGER requirement_words BEFORE INSERT OR UPDATE OF title, content, words ON requirement
        FOR EACH ROW EXECUTE FUNCTION note_requirement_words();
      CREATE INDEX requirement_by_words ON requirement USING gin (words) WHERE published_at IS NOT NULL;
      COMMENT ON COLUMN requirement.words IS 'Of title, problem statement and outcomes, in this order of weight; kept by a trigger.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER requirement_words ON requirement;
      ALTER TABLE requirement DROP COLUMN words;
      DROP FUNCTION note_requirement_words;
      DROP FUNCTION requirement_words;
    `)
  }
}
