import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Invitations of people, codes that are mailed, and letters to people and to addresses that have nobody yet. */
export class CreateAccounts1763857320000 implements MigrationInterface {
  readonly name = 'CreateAccounts1763857320000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organisation ADD CONSTRAINT nobodys_id_is_no_organisation CHECK (id <> '00000000-0000-0000-0000-000000000000');

      CREATE TABLE person_invitation (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL,
        organisation_kind text NOT NULL,
        email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
        roles text[] NOT NULL CHECK (roles <> '{}'),
        invited_by uuid NOT NULL REFERENCES person,
        invited_at timestamptz NOT NULL DEFAULT market_now(),
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'revoked')),
        settled_at timestamptz,
        accepted_by uuid REFERENCES person,
        FOREIGN KEY (organisation_id, organisation_kind) REFERENCES organisation (id, kind),
        CONSTRAINT roles_fit_organisation CHECK (roles <@ CASE organisation_kind
          WHEN 'public-body' THEN ARRAY['organisation-admin', 'buyer-author', 'buyer-approver', 'evaluator']
          WHEN 'supplier' THEN ARRAY['organisation-admin', 'bid-writer', 'supplier-admin']
          WHEN 'operator' THEN ARRAY['organisation-admin', 'procurement-officer', 'senior-officer', 'auditor'] END),
        CONSTRAINT an_invitation_is_settled_once CHECK ((state = 'waiting') = (settled_at IS NULL)),
        CONSTRAINT somebody_accepts CHECK ((state = 'accepted') = (accepted_by IS NOT NULL))
      );
      CREATE UNIQUE INDEX one_waiting_invitation_per_address ON person_invitation (organisation_id, lower(email)) WHERE state = 'waiting';
      CREATE INDEX person_invitation_by_organisation ON person_invitation (organisation_id, id DESC);

      CREATE TABLE mailed_code (
        id uuid PRIMARY KEY,
        purpose text NOT NULL CHECK (purpose IN ('sign-up', 'invitation', 'password-reset', 'email-change')),
        email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
        code_hash bytea NOT NULL UNIQUE CHECK (length(code_hash) = 32),
        invitation_id uuid REFERENCES person_invitation,
        person_id uuid REFERENCES person,
        previous_email text,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        spent_at timestamptz,
        failures smallint NOT NULL DEFAULT 0,
        CONSTRAINT a_code_expires CHECK (expires_at > made_at),
        CONSTRAINT an_invitation_has_its_codes CHECK ((purpose = 'invitation') = (invitation_id IS NOT NULL)),
        CONSTRAINT an_email_change_has_its_person CHECK ((purpose = 'email-change') = (person_id IS NOT NULL)),
        CONSTRAINT an_email_change_knows_the_address_before CHECK ((person_id IS NULL) = (previous_email IS NULL))
      );
      COMMENT ON TABLE mailed_code IS 'Codes sent to an address, each good once. Their text is kept nowhere: it is derived from the id and the master key.';
      COMMENT ON COLUMN mailed_code.previous_email IS 'The address before a change of it, which is told of the change.';
      CREATE INDEX mailed_code_by_address ON mailed_code (lower(email), purpose, made_at);
      CREATE INDEX mailed_code_by_invitation ON mailed_code (invitation_id, made_at) WHERE invitation_id IS NOT NULL;
      CREATE INDEX mailed_code_by_person ON mailed_code (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX mailed_code_by_age ON mailed_code (made_at);

      ALTER TABLE notification
        ALTER COLUMN person_id DROP NOT NULL,
        ALTER COLUMN organisation_id DROP NOT NULL,
        ADD COLUMN address text CHECK (length(address) BETWEEN 3 AND 254),
        ADD CONSTRAINT a_notification_is_for_a_person_or_an_address CHECK (num_nonnulls(person_id, address) = 1),
        ADD CONSTRAINT what_is_told_in_an_organisation_is_told_to_a_person CHECK (organisation_id IS NULL OR person_id IS NOT NULL),
        DROP CONSTRAINT one_notification_per_event_and_person,
        ADD CONSTRAINT one_notification_per_event_and_recipient UNIQUE NULLS NOT DISTINCT (person_id, organisation_id, event_id, address);
      COMMENT ON COLUMN notification.organisation_id IS 'Null for what concerns the person''s own account.';
      COMMENT ON COLUMN notification.address IS 'In place of a person: where nobody may have the address yet, or nobody has it any more.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM notification WHERE person_id IS NULL OR organisation_id IS NULL;
      ALTER TABLE notification
        DROP CONSTRAINT one_notification_per_event_and_recipient,
        DROP CONSTRAINT what_is_told_in_an_organisation_is_told_to_a_person,
        DROP CONSTRAINT a_notification_is_for_a_person_or_an_address,
        DROP COLUMN address,
        ALTER COLUMN organisation_id SET NOT NULL,
        ALTER COLUMN person_id SET NOT NULL,
        ADD CONSTRAINT one_notification_per_event_and_person UNIQUE (person_id, organisation_id, event_id);
      DROP TABLE mailed_code, person_invitation;
      ALTER TABLE organisation DROP CONSTRAINT nobodys_id_is_no_organisation;
    `)
  }
}
