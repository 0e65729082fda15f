import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Organisations, people, what each may do where, and their sessions. */
export class CreateIdentity1763856060000 implements MigrationInterface {
  readonly name = 'CreateIdentity1763856060000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisation (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('public-body', 'supplier', 'operator')),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        companies_house_number text,
        created_at timestamptz NOT NULL DEFAULT market_now(),
        UNIQUE (id, kind)
      );

      CREATE TABLE person (
        id uuid PRIMARY KEY,
        email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT market_now()
      );
      CREATE UNIQUE INDEX one_person_per_email ON person (lower(email));

      CREATE TABLE role_grant (
        person_id uuid NOT NULL REFERENCES person,
        organisation_id uuid NOT NULL,
        organisation_kind text NOT NULL,
        role text NOT NULL,
        granted_at timestamptz NOT NULL DEFAULT market_now(),
        PRIMARY KEY (person_id, organisation_id, role),
        FOREIGN KEY (organisation_id, organisation_kind) REFERENCES organisation (id, kind),
        CONSTRAINT role_fits_organisation CHECK (
          role = 'organisation-admin'
          OR (organisation_kind = 'public-body' AND role IN ('buyer-author', 'buyer-approver', 'evaluator'))
          OR (organisation_kind = 'supplier' AND role IN ('bid-writer', 'supplier-admin'))
          OR (organisation_kind = 'operator' AND role IN ('procurement-officer', 'senior-officer', 'auditor'))
        )
      );
      CREATE INDEX role_grant_by_organisation ON role_grant (organisation_id, role);

      CREATE TABLE session (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
        person_id uuid NOT NULL REFERENCES person,
        signed_in_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX session_by_person ON session (person_id);
      CREATE INDEX session_by_expiry ON session (expires_at);

      CREATE TABLE sign_in_event (
        id uuid PRIMARY KEY,
        person_id uuid REFERENCES person,
        outcome text NOT NULL CHECK (outcome IN ('signed-in', 'refused', 'signed-out')),
        occurred_at timestamptz NOT NULL DEFAULT market_now()
      );
      CREATE INDEX sign_in_event_by_person ON sign_in_event (person_id, occurred_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_in_event, session, role_grant, person, organisation')
  }
}
