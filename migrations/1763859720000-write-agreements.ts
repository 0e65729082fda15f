import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Agreements are written by officers, opened by a second person, and frozen from then on but for their validity and their end (docs/adr/0044). */
export class WriteAgreements1763859720000 implements MigrationInterface {
  readonly name = 'WriteAgreements1763859720000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agreement_draft (
        id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('draft', 'proposed', 'open', 'discarded')),
        content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
        revision integer NOT NULL CHECK (revision > 0),
        return_reason text CHECK (length(return_reason) BETWEEN 1 AND 5000),
        started_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      );
      COMMENT ON TABLE agreement_draft IS 'Once it is open, an agreement of the same id says what holds.';
      CREATE INDEX agreement_draft_by_change ON agreement_draft (changed_at, id);

      CREATE TABLE agreement_contributor (
        draft_id uuid NOT NULL REFERENCES agreement_draft,
        person_id uuid NOT NULL REFERENCES person,
        PRIMARY KEY (draft_id, person_id)
      );
      CREATE INDEX agreement_contributor_by_person ON agreement_contributor (person_id);

      ALTER TABLE agreement
        ADD COLUMN state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'terminated')),
        ADD COLUMN revision integer NOT NULL DEFAULT 1 CHECK (revision > 0),
        ADD COLUMN initial_window_days integer NOT NULL DEFAULT 30 CHECK (initial_window_days >= 0),
        ADD COLUMN terms text NOT NULL DEFAULT '' CHECK (length(terms) <= 20000),
        ADD COLUMN levy_basis_points integer CHECK (levy_basis_points BETWEEN 0 AND 1000),
        ADD COLUMN facets text[] NOT NULL DEFAULT '{}',
        ADD COLUMN filter_edition integer NOT NULL DEFAULT 1 REFERENCES filter_edition;
      UPDATE agreement SET facets = ARRAY['scope', 'ai-type', 'sector', 'location', 'clearance', 'size'];
      COMMENT ON COLUMN agreement.state IS 'An open one whose validity is over has expired, whether or not anything has run since.';
      COMMENT ON COLUMN agreement.levy_basis_points IS 'Of what is invoiced under contracts, paid by their suppliers; never for joining or bidding. Null until it is set.';
      CREATE INDEX agreement_by_filter_edition ON agreement (filter_edition);

      CREATE TABLE selection_criterion (
        id uuid PRIMARY KEY,
        category_id uuid NOT NULL REFERENCES category,
        number integer NOT NULL CHECK (number > 0),
        text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
        UNIQUE (category_id, number)
      );

      CREATE TABLE agreement_change (
        id uuid PRIMARY KEY,
        agreement_id uuid NOT NULL REFERENCES agreement,
        revision integer NOT NULL CHECK (revision > 1),
        kind text NOT NULL CHECK (kind IN ('validity', 'closed', 'terminated')),
        old_valid_until timestamptz,
        new_valid_until timestamptz,
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 5000),
        changed_by uuid NOT NULL REFERENCES person,
        changed_at timestamptz NOT NULL,
        UNIQUE (agreement_id, revision),
        CHECK (num_nulls(old_valid_until, new_valid_until) = CASE kind WHEN 'validity' THEN 0 ELSE 2 END)
      );
      CREATE INDEX agreement_change_by_person ON agreement_change (changed_by);

      CREATE FUNCTION refuse_thawing_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        moving text[] := ARRAY['state', 'revision', 'valid_until'];
      BEGIN
        IF to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving OR OLD.state <> 'open' THEN
          RAISE EXCEPTION 'an agreement is frozen when it opens' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER agreement_is_frozen BEFORE UPDATE ON agreement FOR EACH ROW EXECUTE FUNCTION refuse_thawing_agreement();
      CREATE TRIGGER selection_criterion_is_final BEFORE UPDATE OR DELETE ON selection_criterion FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER selection_criterion_is_kept BEFORE TRUNCATE ON selection_criterion FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER agreement_change_is_final BEFORE UPDATE OR DELETE ON agreement_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER agreement_change_is_kept BEFORE TRUNCATE ON agreement_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER agreement_is_frozen ON agreement;
      DROP FUNCTION refuse_thawing_agreement();
      DROP TABLE agreement_change, selection_criterion, agreement_contributor, agreement_draft;
      ALTER TABLE agreement DROP COLUMN filter_edition, DROP COLUMN facets, DROP COLUMN levy_basis_points, DROP COLUMN terms,
        DROP COLUMN initial_window_days, DROP COLUMN revision, DROP COLUMN state;
    `)
  }
}
