import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Names of organisations by what they come down to: without case, marks over letters, punctuation and the words that only name a legal form,
 * and with letters of other scripts that look like Latin ones read as those. Officers are shown names that come down to nearly the same.
 */
export class FindSimilarNames1763859810000 implements MigrationInterface {
  readonly name = 'FindSimilarNames1763859810000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION letters_of_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      BEGIN ATOMIC
        SELECT trim(regexp_replace(
          translate(
            replace(regexp_replace(lower(normalize(name, NFKD)), '[\\u0300-\\u036f\\u200b-\\u200f\\u2060\\ufeff''’]', '', 'g'), '&', ' and '),
            'авекмнорстухѕіјһԛԝѵαβεηικνορτυχωøłđıß01', 'abekmhopctyxsijhqwvabenikvoptuxwoldisol'),
          '[^[:alnum:]]+', ' ', 'g'));
      END;

      CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      BEGIN ATOMIC
        SELECT coalesce(nullif(trim(regexp_replace(
          regexp_replace(letters_of_name(name), '^the ', ''),
          '( (ltd|limited|plc|public limited company|llp|limited liability partnership|lp|cic|cio|inc|gmbh|uk|group|holdings|company|co))+$', '')), ''),
          letters_of_name(name));
      END;
      COMMENT ON FUNCTION name_key IS 'What a name comes down to; the whole of it where nothing else would be left.';
      CREATE INDEX organisation_by_name_key ON organisation USING gin (name_key(name) gin_trgm_ops);
      CREATE INDEX registration_waiting_by_name_key ON registration USING gin (name_key(name) gin_trgm_ops) WHERE state = 'waiting';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX registration_waiting_by_name_key, organisation_by_name_key;
      DROP FUNCTION name_key, letters_of_name;
    `)
  }
}
