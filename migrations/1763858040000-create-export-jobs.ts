import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Files that are made in the background for somebody, and kept for a while. */
export class CreateExportJobs1763858040000 implements MigrationInterface {
  readonly name = 'CreateExportJobs1763858040000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE export_job (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('bid-pack')),
        requirement_id uuid REFERENCES requirement,
        person_id uuid NOT NULL REFERENCES person,
        organisation_id uuid NOT NULL REFERENCES organisation,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'making', 'ready', 'failed', 'removed')),
        requested_at timestamptz NOT NULL DEFAULT market_now(),
        attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        heard_at timestamptz,
        done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
        total integer CHECK (total >= 0),
        failure text,
        storage_key text UNIQUE,
        size bigint CHECK (size >= 0),
        sha256 bytea CHECK (octet_length(sha256) = 32),
        manifest_sha256 bytea CHECK (octet_length(manifest_sha256) = 32),
        ready_at timestamptz,
        keep_until timestamptz CHECK (keep_until > ready_at),
        CONSTRAINT a_bid_pack_is_of_a_requirement CHECK (kind <> 'bid-pack' OR requirement_id IS NOT NULL),
        CONSTRAINT the_maker_is_heard_of CHECK (state <> 'making' OR heard_at IS NOT NULL),
        CONSTRAINT a_failure_says_why CHECK ((state = 'failed') = (failure IS NOT NULL)),
        CONSTRAINT there_are_bytes_while_it_is_ready CHECK ((state = 'ready') = (storage_key IS NOT NULL)),
        CONSTRAINT what_was_made_stays_known
          CHECK (num_nonnulls(size, sha256, manifest_sha256, ready_at, keep_until) = CASE WHEN state IN ('ready', 'removed') THEN 5 ELSE 0 END)
      );
      COMMENT ON COLUMN export_job.attempts IS 'Whoever makes it writes only while this is still the number of their attempt.';
      CREATE UNIQUE INDEX one_export_under_way ON export_job (person_id, organisation_id, kind, requirement_id)
        NULLS NOT DISTINCT WHERE state IN ('waiting', 'making');
      CREATE INDEX export_job_of_person ON export_job (person_id, organisation_id, id DESC);
      CREATE INDEX export_job_by_requirement ON export_job (requirement_id, person_id, id DESC);
      CREATE INDEX export_job_unfinished ON export_job (id) WHERE state IN ('waiting', 'making');
      CREATE INDEX export_job_to_remove ON export_job (keep_until) WHERE state = 'ready';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE export_job')
  }
}
