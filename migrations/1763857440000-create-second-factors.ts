import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Second factors and what signing in by them needs; how fresh a session is, apart from when it began; where somebody signed in before; and
 * what slows guessing down. Sessions that run stay valid: theirs was the last word that was given.
 */
export class CreateSecondFactors1763857440000 implements MigrationInterface {
  readonly name = 'CreateSecondFactors1763857440000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE second_factor (
        person_id uuid PRIMARY KEY REFERENCES person,
        secret bytea NOT NULL,
        enrolled_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        last_step bigint NOT NULL DEFAULT 0
      );
      COMMENT ON COLUMN second_factor.secret IS 'Sealed with a key derived from the master key.';
      COMMENT ON COLUMN second_factor.last_step IS 'Step of the last code that was taken (RFC 6238); it and those before it are taken no more.';

      CREATE TABLE recovery_code (
        code_hash bytea PRIMARY KEY CHECK (length(code_hash) = 32),
        person_id uuid NOT NULL REFERENCES person,
        used_at timestamptz
      );
      CREATE INDEX recovery_code_by_person ON recovery_code (person_id);

      CREATE TABLE pending_sign_in (
        token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
        person_id uuid NOT NULL REFERENCES person,
        method text NOT NULL CHECK (method IN ('password', 'identity-provider')),
        tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX pending_sign_in_by_person ON pending_sign_in (person_id);
      CREATE INDEX pending_sign_in_by_expiry ON pending_sign_in (expires_at);

      ALTER TABLE session
        ADD COLUMN proved_at timestamptz,
        ADD COLUMN second_factor boolean NOT NULL DEFAULT false,
        ADD COLUMN device text NOT NULL DEFAULT '' CHECK (length(device) <= 60);
      UPDATE session SET proved_at = signed_in_at;
      ALTER TABLE session ALTER COLUMN proved_at SET NOT NULL, ALTER COLUMN proved_at SET DEFAULT market_now();
      COMMENT ON COLUMN session.proved_at IS 'When whoever holds it last proved who they are, by signing in or by a step-up.';
      COMMENT ON COLUMN session.second_factor IS 'Whether a second factor was part of that.';

      ALTER TABLE sign_in_event
        DROP CONSTRAINT sign_in_event_outcome_check,
        ADD CONSTRAINT sign_in_event_outcome_check CHECK (
          outcome IN ('signed-in', 'refused', 'signed-out', 'code-refused', 'stepped-up', 'step-up-refused', 'session-ended')
        ),
        ADD COLUMN method text CHECK (method IN ('password', 'identity-provider')),
        ADD COLUMN second_factor boolean NOT NULL DEFAULT false,
        ADD COLUMN device text NOT NULL DEFAULT '' CHECK (length(device) <= 60),
        ADD COLUMN source text NOT NULL DEFAULT '' CHECK (length(source) <= 60);
      DROP INDEX sign_in_event_by_person;
      CREATE INDEX sign_in_event_by_person ON sign_in_event (person_id, occurred_at DESC, id DESC);

      CREATE TABLE known_source (
        person_id uuid NOT NULL REFERENCES person,
        source_hash bytea NOT NULL CHECK (length(source_hash) = 32),
        first_seen_at timestamptz NOT NULL,
        last_signed_in_at timestamptz NOT NULL,
        PRIMARY KEY (person_id, source_hash)
      );
      CREATE INDEX known_source_by_age ON known_source (last_signed_in_at);

      CREATE TABLE sign_in_slowdown (
        key bytea PRIMARY KEY CHECK (length(key) = 32),
        failures integer NOT NULL CHECK (failures > 0),
        last_failed_at timestamptz NOT NULL,
        free_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_slowdown_by_age ON sign_in_slowdown (last_failed_at);
      COMMENT ON TABLE sign_in_slowdown IS 'Failed tries by account and by account and source, each as a keyed hash: no account can be read from it.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE sign_in_slowdown, known_source, pending_sign_in, recovery_code, second_factor;
      DROP INDEX sign_in_event_by_person;
      CREATE INDEX sign_in_event_by_person ON sign_in_event (person_id, occurred_at);
      ALTER TABLE sign_in_event DROP COLUMN method, DROP COLUMN second_factor, DROP COLUMN device, DROP COLUMN source,
        DROP CONSTRAINT sign_in_event_outcome_check;
      DELETE FROM sign_in_event WHERE outcome NOT IN ('signed-in', 'refused', 'signed-out');
      ALTER TABLE sign_in_event ADD CONSTRAINT sign_in_event_outcome_check CHECK (outcome IN ('signed-in', 'refused', 'signed-out'));
      ALTER TABLE session DROP COLUMN proved_at, DROP COLUMN second_factor, DROP COLUMN device;
    `)
  }
}
