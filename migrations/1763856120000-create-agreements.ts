import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Agreements with their categories, and who may bid in them. */
export class CreateAgreements1763856120000 implements MigrationInterface {
  readonly name = 'CreateAgreements1763856120000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agreement (
        id uuid PRIMARY KEY,
        reference text NOT NULL UNIQUE CHECK (length(reference) BETWEEN 1 AND 50),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        regime text NOT NULL CHECK (regime IN ('pcr2015-dps', 'pa2023-dynamic-market')),
        practice boolean NOT NULL,
        minimum_tender_days integer NOT NULL CHECK (minimum_tender_days >= CASE WHEN practice THEN 0 ELSE 10 END),
        maximum_term_months integer NOT NULL CHECK (maximum_term_months > 0),
        valid_from timestamptz NOT NULL,
        valid_until timestamptz NOT NULL CHECK (valid_until > valid_from)
      );

      CREATE TABLE category (
        id uuid PRIMARY KEY,
        agreement_id uuid NOT NULL REFERENCES agreement,
        code text NOT NULL,
        title text NOT NULL,
        UNIQUE (agreement_id, code)
      );

      CREATE TABLE membership (
        id uuid PRIMARY KEY,
        agreement_id uuid NOT NULL REFERENCES agreement,
        category_id uuid NOT NULL REFERENCES category,
        supplier_id uuid NOT NULL REFERENCES organisation,
        state text NOT NULL CHECK (state IN ('active', 'suspended', 'removed', 'lapsed')),
        since timestamptz NOT NULL DEFAULT market_now()
      );
      CREATE UNIQUE INDEX one_standing_per_supplier_and_category ON membership (supplier_id, category_id) WHERE state IN ('active', 'suspended');
      CREATE INDEX membership_by_category ON membership (category_id) WHERE state = 'active';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE membership, category, agreement')
  }
}
