import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A rejection rests on a criterion of the category or on a ground of exclusion, which the law sets above every agreement, whether or not a criterion speaks
 * of exclusion (docs/adr/0054). The ground is one by which the supplier was kept out, and stays so.
 */
export class RejectByExclusion1763859990000 implements MigrationInterface {
  readonly name = 'RejectByExclusion1763859990000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE exclusion_case
        ADD COLUMN keeps_out text GENERATED ALWAYS AS (CASE WHEN outcome IN ('excluded', 'excludable-kept-out') THEN ground END) STORED,
        ADD CONSTRAINT what_keeps_a_supplier_out UNIQUE (application_id, keeps_out);
      COMMENT ON COLUMN exclusion_case.keeps_out IS 'The ground, once it was decided that the supplier is kept out by it.';
      ALTER TABLE application
        ADD COLUMN ground text,
        DROP CONSTRAINT a_rejection_names_a_criterion,
        ADD CONSTRAINT a_rejection_names_a_criterion_or_a_ground CHECK (num_nonnulls(criterion_id, ground) = CASE WHEN state = 'rejected' THEN 1 ELSE 0 END),
        ADD CONSTRAINT a_rejection_names_a_ground_that_keeps_out FOREIGN KEY (id, ground) REFERENCES exclusion_case (application_id, keeps_out);
      COMMENT ON COLUMN application.ground IS 'The ground of exclusion that a rejection rests on, where it rests on no criterion.';
    `)
  }

  /** Refused while a rejection rests on a ground: the earlier schema has no place for it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE application
        DROP CONSTRAINT a_rejection_names_a_ground_that_keeps_out,
        DROP CONSTRAINT a_rejection_names_a_criterion_or_a_ground,
        ADD CONSTRAINT a_rejection_names_a_criterion CHECK ((state = 'rejected') = (criterion_id IS NOT NULL)),
        DROP COLUMN ground;
      ALTER TABLE exclusion_case DROP COLUMN keeps_out;
    `)
  }
}
