import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The clock, the audit log, the outbox and the memory of repeated requests. */
export class CreateFoundation1763856000000 implements MigrationInterface {
  readonly name = 'CreateFoundation1763856000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clock_offset (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        by interval NOT NULL
      );
      COMMENT ON TABLE clock_offset IS 'Honoured only in databases whose name ends in _test.';

      CREATE FUNCTION market_now() RETURNS timestamptz LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS $$
      BEGIN
        IF current_database() LIKE '%\\_test' THEN
          RETURN clock_timestamp() + coalesce((SELECT by FROM clock_offset), interval '0');
        END IF;
        RETURN clock_timestamp();
      END $$;

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$;

      CREATE TABLE audit_stream (
        stream text PRIMARY KEY CHECK (length(stream) <= 100),
        length bigint NOT NULL CHECK (length >= 0),
        head bytea NOT NULL CHECK (length(head) = 32)
      );

      CREATE TABLE audit_event (
        stream text NOT NULL REFERENCES audit_stream,
        sequence bigint NOT NULL CHECK (sequence > 0),
        id uuid NOT NULL UNIQUE,
        schema_version smallint NOT NULL,
        occurred_at timestamptz NOT NULL,
        person_id uuid,
        organisation_id uuid,
        action text NOT NULL,
        subject_type text NOT NULL,
        subject_id uuid NOT NULL,
        commitment bytea NOT NULL CHECK (length(commitment) = 32),
        previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
        hash bytea NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (stream, sequence)
      );
      CREATE INDEX audit_event_by_subject ON audit_event (subject_id, sequence);
      CREATE TRIGGER audit_event_is_final BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER audit_event_is_kept BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE audit_detail (
        event_id uuid PRIMARY KEY REFERENCES audit_event (id),
        salt bytea NOT NULL CHECK (length(salt) = 32),
        content bytea NOT NULL
      );
      COMMENT ON TABLE audit_detail IS 'What an audit event commits to. Erasing a row leaves the chain whole.';

      CREATE TABLE outbox_event (
        id uuid PRIMARY KEY,
        type text NOT NULL,
        payload jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT market_now(),
        relayed_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        handled_at timestamptz
      );
      COMMENT ON COLUMN outbox_event.attempts IS 'How often the queue took it. After twenty the event is parked for a person to look at.';
      CREATE INDEX outbox_event_to_relay ON outbox_event (id) WHERE relayed_at IS NULL;
      CREATE INDEX outbox_event_unhandled ON outbox_event (relayed_at) WHERE relayed_at IS NOT NULL AND handled_at IS NULL;
      CREATE INDEX outbox_event_handled ON outbox_event (handled_at) WHERE handled_at IS NOT NULL;

      CREATE TABLE event_handled (
        handler text NOT NULL,
        event_id uuid NOT NULL,
        handled_at timestamptz NOT NULL DEFAULT market_now(),
        PRIMARY KEY (handler, event_id)
      );

      CREATE INDEX event_handled_by_age ON event_handled (handled_at);

      CREATE TABLE idempotency_key (
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        route text NOT NULL,
        key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
        fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
        outcome jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT market_now(),
        PRIMARY KEY (person_id, organisation_id, route, key)
      );
      CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_key, event_handled, outbox_event, audit_detail, audit_event, audit_stream;
      DROP FUNCTION refuse_change();
      DROP FUNCTION market_now();
      DROP TABLE clock_offset;
    `)
  }
}
