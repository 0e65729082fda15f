import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Why a membership may be suspended, which is a matter of contract, and removed, which is one of law. */
const GROUNDS = `
  INSERT INTO standing_ground (act, key, regime, title, must, is_exclusion, is_reported, first_day, source, confidence) VALUES
    ('suspend', 'invitations-unanswered', 'both', 'Invitations were left unanswered again and again without an acceptable reason', false, false, false, '2015-02-26',
     'RM6200 clause 10.8: responsiveness to invitations of at least 95 %', 'found'),
    ('suspend', 'certificate-expired', 'both', 'A certificate or other evidence that membership rests on is out of date', false, false, false, '2015-02-26',
     'Own policy: what was accepted on evidence holds as long as the evidence does', 'own-policy'),
    ('suspend', 'incident-examined', 'both', 'An incident is being examined', false, false, false, '2015-02-26',
     'Own policy: the ethics baseline, topic 11, life cycle and incidents', 'own-policy'),
    ('suspend', 'answer-not-accepted', 'both', 'A changed answer was not accepted', false, false, false, '2015-02-26',
     'Own policy: changes after joining are assessed anew as far as needed', 'own-policy'),
    ('remove', 'excluded', 'pa2023-dynamic-market', 'The supplier is an excluded supplier', true, true, true, '2025-02-24',
     'PA 2023 s. 37: an excluded supplier, as s. 57 says who is one, must be removed', 'found'),
    ('remove', 'excludable', 'pa2023-dynamic-market', 'The supplier has become an excludable supplier', false, true, true, '2025-02-24',
     'PA 2023 s. 37: a supplier that has become excludable, as s. 57 says who is, may be removed', 'found'),
    ('remove', 'conditions-unmet', 'pa2023-dynamic-market', 'The supplier no longer meets the conditions for membership', false, false, false, '2025-02-24',
     'PA 2023 s. 37: the limb on the conditions for membership, which s. 36 allows', 'to-confirm'),
    ('remove', 'excluded', 'pcr2015-dps', 'A mandatory ground for exclusion applies', true, true, false, '2015-02-26',
     'PCR 2015 reg. 57(1) to (3), without self-cleaning by reg. 57(13)', 'to-confirm'),
    ('remove', 'excludable', 'pcr2015-dps', 'A discretionary ground for exclusion applies', false, true, false, '2015-02-26',
     'PCR 2015 reg. 57(8), without self-cleaning by reg. 57(13)', 'to-confirm'),
    ('remove', 'conditions-unmet', 'pcr2015-dps', 'The supplier no longer meets the selection criteria', false, false, false, '2015-02-26',
     'PCR 2015 reg. 34: the system holds those that meet the selection criteria', 'to-confirm');
`

/**
 * What befalls a membership after admission: grounds for suspension and removal as data, removal in steps by two people, reviews of what changed
 * (docs/adr/0048).
 */
export class KeepStanding1763859910000 implements MigrationInterface {
  readonly name = 'KeepStanding1763859910000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES)
    await runner.query(GROUNDS)
    await runner.query(`
      INSERT INTO immaterial_answer (question_id, first_day, reason, source, confidence)
      VALUES ('L105', '2015-02-26', 'Whom to ask says nothing of whether the criteria are met.', 'Own policy', 'own-policy');
      INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, source, confidence) VALUES
        ('exclusion-report', 'pa2023-dynamic-market', 'dynamic markets', '30', 'days', '2025-02-24',
         'PA 2023 s. 59: a rejection or removal on exclusion grounds is reported to a minister', 'to-confirm'),
        ('review-decision', 'both', 'answers that changed after admission', '10', 'working-days', '2015-02-26',
         'Own target, like that for requests to join; no law names days', 'own-policy')
      ON CONFLICT DO NOTHING;
    `)
    for (const table of ['standing_ground', 'immaterial_answer'])
      await runner.query(`CREATE TRIGGER ${table}_is_kept BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM legal_figure WHERE key IN ('exclusion-report', 'review-decision');
      DROP TABLE membership_review, membership_removal;
      DROP FUNCTION refuse_rewriting_removal(), refuse_rewriting_review();
      ALTER TABLE membership_change DROP COLUMN ground;
      DROP TABLE immaterial_answer, standing_ground;
    `)
  }
}

const TABLES = `
  CREATE TABLE standing_ground (
    act text NOT NULL CHECK (act IN ('suspend', 'remove')),
    key text NOT NULL CHECK (key ~ '^[a-z]+(-[a-z]+)*$'),
    regime text NOT NULL CHECK (regime IN ('pcr2015-dps', 'pa2023-dynamic-market', 'both')),
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    must boolean NOT NULL,
    is_exclusion boolean NOT NULL,
    is_reported boolean NOT NULL,
    first_day date NOT NULL,
    day_after_last date CHECK (day_after_last > first_day),
    source text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
    confidence text NOT NULL CHECK (confidence IN ('found', 'weak', 'to-confirm', 'own-policy')),
    PRIMARY KEY (act, key, regime, first_day)
  );
  COMMENT ON COLUMN standing_ground.must IS 'Whether a supplier that it applies to has to be removed.';
  COMMENT ON COLUMN standing_ground.is_exclusion IS 'Whether it takes both findings: that the ground applies, and that it is likely to recur.';
  COMMENT ON COLUMN standing_ground.is_reported IS 'Whether a removal by it is reported to a minister.';

  CREATE TABLE immaterial_answer (
    question_id text NOT NULL,
    first_day date NOT NULL,
    day_after_last date CHECK (day_after_last > first_day),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    source text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
    confidence text NOT NULL CHECK (confidence IN ('found', 'weak', 'to-confirm', 'own-policy')),
    PRIMARY KEY (question_id, first_day)
  );
  COMMENT ON TABLE immaterial_answer IS 'Questions of which a changed answer needs no review. A change of any other that officers were given does.';

  ALTER TABLE membership_change
    ADD COLUMN ground text,
    ADD CONSTRAINT what_is_against_the_supplier_has_a_ground CHECK ((kind IN ('suspended', 'removed')) = (ground IS NOT NULL));

  CREATE TABLE membership_removal (
    id uuid PRIMARY KEY,
    membership_id uuid NOT NULL REFERENCES membership,
    supplier_id uuid NOT NULL,
    ground text NOT NULL,
    must boolean NOT NULL,
    is_exclusion boolean NOT NULL,
    is_reported boolean NOT NULL,
    evidence text NOT NULL CHECK (length(evidence) BETWEEN 1 AND 20000),
    reply_by date NOT NULL,
    noticed_by uuid NOT NULL REFERENCES person,
    noticed_at timestamptz NOT NULL,
    reply text CHECK (length(reply) BETWEEN 1 AND 20000),
    replied_by uuid REFERENCES person,
    replied_at timestamptz,
    outcome text CHECK (outcome IN ('removed', 'taken-back')),
    applies boolean,
    likely_to_recur boolean,
    found_not_excluded boolean,
    reason text CHECK (length(reason) BETWEEN 1 AND 20000),
    decided_by uuid REFERENCES person,
    decided_at timestamptz,
    report_due_on date,
    CONSTRAINT a_reply_to_a_notice_has_its_writer CHECK (num_nulls(reply, replied_by, replied_at) IN (0, 3)),
    CONSTRAINT a_removal_ends_with_a_reason CHECK (num_nulls(outcome, reason, decided_by, decided_at) IN (0, 4)),
    CONSTRAINT a_second_person_removes CHECK (outcome <> 'removed' OR decided_by <> noticed_by),
    CONSTRAINT the_reply_comes_before_the_removal
      CHECK (outcome <> 'removed' OR reply IS NOT NULL OR (decided_at AT TIME ZONE 'Europe/London')::date > reply_by),
    CONSTRAINT removed_by_exclusion_with_both_findings CHECK (outcome <> 'removed' OR NOT is_exclusion OR (applies IS TRUE AND likely_to_recur IS TRUE)),
    CONSTRAINT whoever_is_excluded_goes CHECK (outcome <> 'taken-back' OR NOT must OR found_not_excluded IS TRUE),
    CONSTRAINT only_a_removal_is_reported CHECK (report_due_on IS NULL OR outcome = 'removed')
  );
  COMMENT ON TABLE membership_removal IS 'Notice first, then the reply or the day by which none came, then a second person who is a senior officer (PA 2023 s. 37).';
  COMMENT ON COLUMN membership_removal.report_due_on IS 'The last day to report it to a minister, where that is due (PA 2023 s. 59).';
  CREATE UNIQUE INDEX one_removal_under_way ON membership_removal (membership_id) WHERE outcome IS NULL;
  CREATE INDEX membership_removal_by_membership ON membership_removal (membership_id, noticed_at);
  CREATE FUNCTION refuse_rewriting_removal() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    replying text[] := ARRAY['reply', 'replied_by', 'replied_at'];
    deciding text[] := ARRAY['outcome', 'applies', 'likely_to_recur', 'found_not_excluded', 'reason', 'decided_by', 'decided_at', 'report_due_on'];
  BEGIN
    IF OLD.outcome IS NOT NULL OR to_jsonb(NEW) - replying - deciding <> to_jsonb(OLD) - replying - deciding
      OR (OLD.reply IS NOT NULL AND to_jsonb(NEW) - deciding <> to_jsonb(OLD) - deciding) THEN
      RAISE EXCEPTION 'a notice of removal, its reply and its end stay as they are' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER membership_removal_is_kept BEFORE UPDATE ON membership_removal FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_removal();

  CREATE TABLE membership_review (
    id uuid PRIMARY KEY,
    membership_id uuid NOT NULL REFERENCES membership,
    supplier_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('answer-changed', 'new-model-version', 'incident', 'expired')),
    application_id uuid,
    answer_id uuid,
    accepted_pin uuid,
    new_pin uuid,
    account text CHECK (length(account) BETWEEN 1 AND 20000),
    happened_on date,
    product text CHECK (length(product) BETWEEN 1 AND 200),
    opened_by uuid REFERENCES person,
    opened_at timestamptz NOT NULL,
    renewed_at timestamptz NOT NULL,
    due_on date NOT NULL,
    outcome text CHECK (outcome IN ('accepted', 'not-accepted')),
    reason text CHECK (length(reason) BETWEEN 1 AND 20000),
    settled_by uuid REFERENCES person,
    settled_at timestamptz,
    FOREIGN KEY (accepted_pin, application_id) REFERENCES application_answer (id, application_id),
    FOREIGN KEY (new_pin, application_id) REFERENCES application_answer (id, application_id),
    CONSTRAINT a_review_is_of_an_answer_or_an_incident CHECK (
      (kind = 'incident') = (account IS NOT NULL) AND num_nulls(application_id, answer_id, accepted_pin, new_pin) = CASE kind WHEN 'incident' THEN 4 ELSE 0 END),
    CONSTRAINT a_review_ends_with_its_officer CHECK (num_nulls(outcome, settled_by, settled_at) IN (0, 3)),
    CONSTRAINT what_is_not_accepted_has_a_reason CHECK (outcome IS NULL OR outcome = 'accepted' OR reason IS NOT NULL)
  );
  COMMENT ON TABLE membership_review IS 'What an officer has to look at again while the membership goes on.';
  COMMENT ON COLUMN membership_review.account IS 'What happened, as the supplier tells it, or why an officer wants another look.';
  COMMENT ON COLUMN membership_review.opened_by IS 'Null where the marketplace did, because an answer changed or ran out.';
  CREATE UNIQUE INDEX one_open_review_of_an_answer ON membership_review (application_id, answer_id) WHERE outcome IS NULL AND answer_id IS NOT NULL;
  CREATE INDEX membership_review_by_membership ON membership_review (membership_id, opened_at);
  CREATE INDEX membership_review_by_due_day ON membership_review (due_on, id) WHERE outcome IS NULL;
  CREATE INDEX membership_review_by_accepted_pin ON membership_review (accepted_pin, application_id);
  CREATE INDEX membership_review_by_new_pin ON membership_review (new_pin, application_id);
  CREATE INDEX application_answer_by_answer ON application_answer (answer_id, version);
  CREATE INDEX application_answer_by_expiry ON application_answer (expires_on) WHERE expires_on IS NOT NULL;
  CREATE FUNCTION refuse_rewriting_review() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.outcome IS NOT NULL THEN
      RAISE EXCEPTION 'a review that is settled stays as it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER membership_review_is_kept BEFORE UPDATE ON membership_review FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_review();
`
