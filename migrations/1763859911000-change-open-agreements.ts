import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What an agreement that has opened still takes: its levy where it has none yet, and no more categories or criteria (docs/adr/0048). */
export class ChangeOpenAgreements1763859911000 implements MigrationInterface {
  readonly name = 'ChangeOpenAgreements1763859911000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AGREEMENTS)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER category_is_frozen ON category;
      DROP TRIGGER selection_criterion_is_frozen ON selection_criterion;
      DROP FUNCTION refuse_growing_agreement();
      ALTER TABLE agreement_change DROP CONSTRAINT agreement_change_kind_check,
        ADD CONSTRAINT agreement_change_kind_check CHECK (kind IN ('validity', 'closed', 'terminated'));
      CREATE OR REPLACE FUNCTION refuse_thawing_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        moving text[] := ARRAY['state', 'revision', 'valid_until'];
      BEGIN
        IF to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving OR OLD.state <> 'open' THEN
          RAISE EXCEPTION 'an agreement is frozen when it opens' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      ALTER TABLE market_notice ADD CONSTRAINT market_notice_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement;
    `)
  }
}

const AGREEMENTS = `
  ALTER TABLE market_notice DROP CONSTRAINT market_notice_agreement_id_fkey;
  COMMENT ON COLUMN market_notice.agreement_id IS 'The agreement, or the draft of the same id while it is only intended: its notice comes first.';

  ALTER TABLE agreement_change DROP CONSTRAINT agreement_change_kind_check,
    ADD CONSTRAINT agreement_change_kind_check CHECK (kind IN ('validity', 'levy', 'closed', 'terminated'));
  CREATE OR REPLACE FUNCTION refuse_thawing_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    moving text[] := ARRAY['state', 'revision', 'valid_until'];
  BEGIN
    IF OLD.levy_basis_points IS NULL THEN
      moving := moving || 'levy_basis_points'::text;
    END IF;
    IF to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving OR OLD.state <> 'open' THEN
      RAISE EXCEPTION 'an agreement is frozen when it opens' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION refuse_growing_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    opening xid;
  BEGIN
    IF TG_TABLE_NAME = 'category' THEN
      SELECT a.xmin INTO opening FROM agreement a WHERE a.id = NEW.agreement_id;
    ELSE
      SELECT a.xmin INTO opening FROM agreement a JOIN category c ON c.agreement_id = a.id WHERE c.id = NEW.category_id;
    END IF;
    IF opening <> pg_current_xact_id()::xid THEN
      RAISE EXCEPTION 'categories and criteria come with their agreement and not later' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER category_is_frozen BEFORE INSERT ON category FOR EACH ROW EXECUTE FUNCTION refuse_growing_agreement();
  CREATE TRIGGER selection_criterion_is_frozen BEFORE INSERT ON selection_criterion FOR EACH ROW EXECUTE FUNCTION refuse_growing_agreement();
`
