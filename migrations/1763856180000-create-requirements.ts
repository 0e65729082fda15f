import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Requirements from draft to opening, who was invited, and who declared which interests. */
export class CreateRequirements1763856180000 implements MigrationInterface {
  readonly name = 'CreateRequirements1763856180000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE requirement (
        id uuid PRIMARY KEY,
        buyer_id uuid NOT NULL REFERENCES organisation,
        agreement_id uuid NOT NULL REFERENCES agreement,
        regime text NOT NULL CHECK (regime IN ('pcr2015-dps', 'pa2023-dynamic-market')),
        practice boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'in-approval', 'approved', 'open', 'closed', 'evaluating', 'awarding', 'completed', 'unsuccessful', 'cancelled')),
        revision integer NOT NULL CHECK (revision > 0),
        title text NOT NULL,
        category_ids uuid[] NOT NULL,
        content jsonb NOT NULL,
        submission_deadline timestamptz,
        tier text CHECK (tier IN ('low', 'medium', 'high')),
        gates text[] NOT NULL DEFAULT '{}',
        guideline text,
        edition text,
        questionnaire text,
        rule_set text,
        engine text,
        return_reason text,
        approved_by uuid REFERENCES person,
        published_at timestamptz,
        bids_opened_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT market_now(),
        CONSTRAINT published_if_and_only_if_public CHECK (
          (published_at IS NULL) = (state IN ('draft', 'in-approval', 'approved')) OR (state = 'cancelled')),
        CONSTRAINT published_requirements_are_whole CHECK (
          published_at IS NULL OR (submission_deadline IS NOT NULL AND tier IS NOT NULL AND rule_set IS NOT NULL AND approved_by IS NOT NULL))
      );
      CREATE INDEX requirement_public ON requirement (published_at DESC, id DESC) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_closing ON requirement (submission_deadline, id) WHERE published_at IS NOT NULL;
      CREATE INDEX requirement_by_buyer ON requirement (buyer_id, created_at DESC, id DESC);
      CREATE INDEX requirement_to_close ON requirement (submission_deadline) WHERE state = 'open';

      CREATE TABLE requirement_contributor (
        requirement_id uuid NOT NULL REFERENCES requirement,
        person_id uuid NOT NULL REFERENCES person,
        PRIMARY KEY (requirement_id, person_id)
      );

      CREATE TABLE invitation (
        requirement_id uuid NOT NULL REFERENCES requirement,
        supplier_id uuid NOT NULL REFERENCES organisation,
        state text NOT NULL CHECK (state IN ('invited', 'viewed', 'intending', 'declined', 'no-response')),
        invited_at timestamptz NOT NULL,
        PRIMARY KEY (requirement_id, supplier_id)
      );
      CREATE INDEX invitation_by_supplier ON invitation (supplier_id, requirement_id);

      CREATE TABLE interest_declaration (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL REFERENCES requirement,
        person_id uuid NOT NULL REFERENCES person,
        has_interest boolean NOT NULL,
        details text NOT NULL,
        declared_at timestamptz NOT NULL,
        CHECK (NOT has_interest OR length(details) > 0)
      );
      CREATE INDEX interest_declaration_by_person ON interest_declaration (requirement_id, person_id);
      CREATE TRIGGER interest_declaration_is_final BEFORE UPDATE OR DELETE ON interest_declaration FOR EACH ROW EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE interest_declaration, invitation, requirement_contributor, requirement')
  }
}
