import type { MigrationInterface, QueryRunner } from 'typeorm'

const KINDS = ['failed-opening', 'late-bid', 'tampering', 'overdue-audit', 'overdue-explanation', 'overdue-registration', 'unanswered-rule']
const BEFORE = [...KINDS, 'infected-evidence']
const SINCE = [...BEFORE, 'few-key-holders', 'no-key-holders']

const kindsAre = (kinds: readonly string[]): string => `
  ALTER TABLE officer_event DROP CONSTRAINT officer_event_kind_check,
    ADD CONSTRAINT officer_event_kind_check CHECK (kind IN (${kinds.map(kind => `'${kind}'`).join(', ')}))`

/** The opening key of a requirement may be split between the two sides that open: each person's own key, and the shares that are sealed by them. */
export class SplitOpeningKeys1763859500000 implements MigrationInterface {
  readonly name = 'SplitOpeningKeys1763859500000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE personal_key (
        person_id uuid PRIMARY KEY REFERENCES person,
        public_key jsonb NOT NULL CHECK (public_key ?& ARRAY['kty', 'crv', 'x'] AND NOT public_key ? 'd'),
        sealed_key bytea NOT NULL CHECK (length(sealed_key) > 60),
        salt bytea NOT NULL CHECK (length(salt) >= 16),
        stretching jsonb NOT NULL CHECK (stretching ?& ARRAY['memoryCost', 'timeCost', 'parallelism']),
        made_at timestamptz NOT NULL DEFAULT market_now(),
        passphrase_set_at timestamptz NOT NULL DEFAULT market_now()
      );
      COMMENT ON TABLE personal_key IS 'By which a person who may open bids keeps shares of opening keys. The private half is sealed by a passphrase that stands nowhere.';
      COMMENT ON COLUMN personal_key.stretching IS 'The figures by which Argon2id made the sealing key of the passphrase.';

      ALTER TABLE opening_key ALTER private_key DROP NOT NULL;
      COMMENT ON COLUMN opening_key.private_key IS 'Wrapped by the key service; null where the key is split, and stands nowhere but in shares.';

      CREATE TABLE key_share (
        requirement_id uuid NOT NULL,
        envelope text NOT NULL,
        side text NOT NULL CHECK (side IN ('buyer', 'operator')),
        person_id uuid NOT NULL REFERENCES personal_key,
        sealed bytea NOT NULL,
        given_at timestamptz NOT NULL DEFAULT market_now(),
        PRIMARY KEY (requirement_id, envelope, side, person_id),
        FOREIGN KEY (requirement_id, envelope) REFERENCES opening_key (requirement_id, envelope)
      );
      CREATE INDEX key_share_by_person ON key_share (person_id);
      COMMENT ON TABLE key_share IS 'The share of a side, sealed for each person of the side who holds it.';

      CREATE TABLE passed_share (
        requirement_id uuid NOT NULL REFERENCES requirement,
        side text NOT NULL CHECK (side IN ('buyer', 'operator')),
        person_id uuid NOT NULL REFERENCES personal_key,
        submission_deadline timestamptz NOT NULL,
        sealed bytea NOT NULL,
        passed_at timestamptz NOT NULL DEFAULT market_now(),
        PRIMARY KEY (requirement_id, side, person_id)
      );
      CREATE INDEX passed_share_by_person ON passed_share (person_id);
      COMMENT ON TABLE passed_share IS 'The share of the side that agreed first, sealed for each person of the other side until one of them opens.';
      CREATE TABLE supplier_copy (
        bid_id uuid NOT NULL REFERENCES bid,
        about text NOT NULL CHECK (about ~ '^(version|file) '),
        sealed bytea NOT NULL CONSTRAINT supplier_copies_are_sealed CHECK (substr(sealed, 1, 1) = '\\x02'),
        PRIMARY KEY (bid_id, about)
      );
      COMMENT ON TABLE supplier_copy IS 'Where the key is split: what a supplier''s own checks read of a submitted bid until the deadline, when it goes.';
      COMMENT ON COLUMN passed_share.side IS 'Whose share it is, and not whose the person is.';
    `)
    await runner.query(kindsAre(SINCE))
  }

  /** Bids sealed by a split key could be opened by no earlier release, so it goes back only where there is none. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM opening_key WHERE private_key IS NULL) THEN RAISE EXCEPTION 'there are split opening keys, which an earlier release cannot open'; END IF;
      END $$;
      DROP TABLE supplier_copy, passed_share, key_share, personal_key;
      ALTER TABLE opening_key ALTER private_key SET NOT NULL;
      ALTER TABLE officer_event DISABLE TRIGGER officer_event_is_final;
      DELETE FROM officer_event WHERE kind IN ('few-key-holders', 'no-key-holders');
      ALTER TABLE officer_event ENABLE TRIGGER officer_event_is_final;
    `)
    await runner.query(kindsAre(BEFORE))
  }
}
