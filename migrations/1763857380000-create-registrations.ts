import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Organisations are registered by people and approved by an officer; official identifiers tell them apart. */
export class CreateRegistrations1763857380000 implements MigrationInterface {
  readonly name = 'CreateRegistrations1763857380000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organisation ADD COLUMN ppon text, ADD COLUMN duns text;
      CREATE UNIQUE INDEX one_organisation_per_companies_house_number ON organisation (companies_house_number) WHERE companies_house_number IS NOT NULL;
      CREATE UNIQUE INDEX one_organisation_per_ppon ON organisation (ppon) WHERE ppon IS NOT NULL;
      CREATE UNIQUE INDEX one_organisation_per_duns ON organisation (duns) WHERE duns IS NOT NULL;

      CREATE TABLE registration (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('public-body', 'supplier')),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        companies_house_number text,
        ppon text,
        duns text,
        registrant_id uuid NOT NULL REFERENCES person,
        registered_at timestamptz NOT NULL DEFAULT market_now(),
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused', 'withdrawn')),
        settled_at timestamptz,
        decided_by uuid REFERENCES person,
        reason text CHECK (length(reason) BETWEEN 1 AND 5000),
        CONSTRAINT a_registration_names_an_identifier CHECK (num_nonnulls(companies_house_number, ppon, duns) >= 1),
        CONSTRAINT a_registration_is_settled_once CHECK ((state = 'waiting') = (settled_at IS NULL)),
        CONSTRAINT an_officer_decides CHECK ((state IN ('approved', 'refused')) = (decided_by IS NOT NULL)),
        CONSTRAINT nobody_decides_on_their_own_registration CHECK (decided_by <> registrant_id),
        CONSTRAINT a_refusal_has_a_reason CHECK ((state = 'refused') = (reason IS NOT NULL))
      );
      COMMENT ON COLUMN registration.id IS 'The organisation that an approval makes has the same id, and with it one audit chain.';
      CREATE UNIQUE INDEX one_waiting_registration_per_companies_house_number ON registration (companies_house_number) WHERE state = 'waiting';
      CREATE UNIQUE INDEX one_waiting_registration_per_ppon ON registration (ppon) WHERE state = 'waiting';
      CREATE UNIQUE INDEX one_waiting_registration_per_duns ON registration (duns) WHERE state = 'waiting';
      CREATE INDEX registration_waiting ON registration (id) WHERE state = 'waiting';
      CREATE INDEX registration_by_registrant ON registration (registrant_id, id DESC);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE registration;
      DROP INDEX one_organisation_per_duns, one_organisation_per_ppon, one_organisation_per_companies_house_number;
      ALTER TABLE organisation DROP COLUMN duns, DROP COLUMN ppon;
    `)
  }
}
