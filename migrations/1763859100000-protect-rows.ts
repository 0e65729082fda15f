import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * From here on rows are protected by policies. They are a table of data (src/shared/database/row-policies.ts), put on after the migrations as
 * the grants are, so there is nothing to do here but to take them off again when the schema goes back.
 */
export class ProtectRows1763859100000 implements MigrationInterface {
  readonly name = 'ProtectRows1763859100000'

  up(): Promise<void> {
    return Promise.resolve()
  }

  /** None is left behind: the releases before know of no policy. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      DECLARE
        protected record;
      BEGIN
        FOR protected IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' LOOP
          EXECUTE format('DROP POLICY %I ON %I', protected.policyname, protected.tablename);
        END LOOP;
        FOR protected IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (relrowsecurity OR relforcerowsecurity) LOOP
          EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', protected.relname);
        END LOOP;
      END $$;
    `)
  }
}
