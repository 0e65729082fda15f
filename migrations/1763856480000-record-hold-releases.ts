import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A senior officer's release of a hold stands beside the draft it was given for, and goes when that changes; the audit log keeps every one. */
export class RecordHoldReleases1763856480000 implements MigrationInterface {
  readonly name = 'RecordHoldReleases1763856480000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE requirement
        ADD COLUMN hold_released_by uuid REFERENCES person,
        ADD COLUMN hold_released_at timestamptz,
        ADD COLUMN hold_release_reason text CHECK (length(hold_release_reason) > 0),
        ADD COLUMN hold_senior_owner text CHECK (length(hold_senior_owner) > 0),
        ADD CONSTRAINT hold_releases_are_whole CHECK (
          num_nonnulls(hold_released_by, hold_released_at, hold_release_reason, hold_senior_owner) IN (0, 4));
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE requirement
        DROP CONSTRAINT hold_releases_are_whole,
        DROP COLUMN hold_released_by, DROP COLUMN hold_released_at, DROP COLUMN hold_release_reason, DROP COLUMN hold_senior_owner
    `)
  }
}
