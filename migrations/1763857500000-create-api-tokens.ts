import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Tokens for programs, each for one person in one organisation; and who somebody is to an identity provider. */
export class CreateApiTokens1763857500000 implements MigrationInterface {
  readonly name = 'CreateApiTokens1763857500000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_token (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
        person_id uuid NOT NULL REFERENCES person,
        organisation_id uuid NOT NULL REFERENCES organisation,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        scopes text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'bid', 'submit', 'buy', 'audit']),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      CREATE INDEX api_token_by_person ON api_token (person_id, organisation_id, id DESC);

      CREATE TABLE identity_link (
        issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
        subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
        person_id uuid NOT NULL REFERENCES person,
        linked_at timestamptz NOT NULL,
        PRIMARY KEY (issuer, subject),
        CONSTRAINT one_identity_per_person_and_issuer UNIQUE (person_id, issuer)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity_link, api_token')
  }
}
