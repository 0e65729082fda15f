import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * How suppliers ask to join a category and what officers find and decide about it. An answer that was given to officers is a copy of one version
 * of the supplier's library, pinned by its hash; what was found, said or decided never changes (docs/adr/0047).
 */
export class ApplyToJoin1763859900000 implements MigrationInterface {
  readonly name = 'ApplyToJoin1763859900000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE selection_criterion ADD CONSTRAINT selection_criterion_of_category UNIQUE (id, category_id);

      CREATE TABLE application (
        id uuid PRIMARY KEY,
        agreement_id uuid NOT NULL REFERENCES agreement,
        category_id uuid NOT NULL REFERENCES category,
        supplier_id uuid NOT NULL REFERENCES organisation,
        state text NOT NULL CHECK (state IN ('draft', 'submitted', 'under-review', 'clarification', 'admitted', 'rejected', 'withdrawn')),
        revision integer NOT NULL CHECK (revision > 0),
        product_ids uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(product_ids) <= 50),
        offer text[] NOT NULL DEFAULT '{}' CHECK (cardinality(offer) <= 500),
        started_by uuid NOT NULL REFERENCES person,
        started_at timestamptz NOT NULL,
        submitted_by uuid REFERENCES person,
        received_at timestamptz,
        declared_as text CHECK (length(declared_as) BETWEEN 1 AND 200),
        question_set text,
        filter_edition integer REFERENCES filter_edition,
        due_on date,
        due_by jsonb,
        extended_by uuid REFERENCES person,
        extended_at timestamptz,
        extension_reason text CHECK (length(extension_reason) BETWEEN 1 AND 5000),
        officer_id uuid REFERENCES person,
        claimed_at timestamptz,
        decided_by uuid REFERENCES person,
        decided_at timestamptz,
        criterion_id uuid,
        reasons text CHECK (length(reasons) BETWEEN 1 AND 20000),
        UNIQUE (id, supplier_id),
        CONSTRAINT a_rejection_names_a_criterion_of_the_category FOREIGN KEY (criterion_id, category_id) REFERENCES selection_criterion (id, category_id),
        CONSTRAINT received_with_all_it_says CHECK (num_nulls(submitted_by, received_at, declared_as, question_set, filter_edition, due_on, due_by) IN (0, 7)),
        CONSTRAINT only_drafts_are_not_received CHECK (received_at IS NOT NULL OR state IN ('draft', 'withdrawn')),
        CONSTRAINT a_draft_is_not_received CHECK (state <> 'draft' OR received_at IS NULL),
        CONSTRAINT an_extension_has_its_reason CHECK (num_nulls(extended_by, extended_at, extension_reason) IN (0, 3)),
        CONSTRAINT who_claimed_it_and_when CHECK (num_nulls(officer_id, claimed_at) IN (0, 2)),
        CONSTRAINT a_decision_has_an_officer CHECK (officer_id IS NOT NULL OR state IN ('draft', 'submitted', 'withdrawn')),
        CONSTRAINT who_decided_and_when CHECK (num_nulls(decided_by, decided_at) = CASE WHEN state IN ('admitted', 'rejected') THEN 0 ELSE 2 END),
        CONSTRAINT a_rejection_names_a_criterion CHECK ((state = 'rejected') = (criterion_id IS NOT NULL)),
        CONSTRAINT a_rejection_has_reasons CHECK (state <> 'rejected' OR reasons IS NOT NULL)
      );
      COMMENT ON COLUMN application.product_ids IS 'Products of the library that claims are made of.';
      COMMENT ON COLUMN application.offer IS 'What is chosen of the filters, as facet/value.';
      COMMENT ON COLUMN application.due_on IS 'The last day to decide on, in London; a later one after an extension.';
      COMMENT ON COLUMN application.due_by IS 'What the last day rests on: figure, its source, calendar, and whether the calendar is sure of it.';
      CREATE UNIQUE INDEX one_application_under_way ON application (supplier_id, category_id)
        WHERE state IN ('draft', 'submitted', 'under-review', 'clarification');
      CREATE INDEX application_by_supplier ON application (supplier_id, id);
      CREATE INDEX application_by_due_day ON application (due_on, id) WHERE state IN ('submitted', 'under-review', 'clarification');
      CREATE INDEX application_by_category ON application (category_id, id) WHERE received_at IS NOT NULL;

      CREATE TABLE application_answer (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL,
        supplier_id uuid NOT NULL,
        question_id text NOT NULL,
        product_id uuid,
        answer_id uuid NOT NULL,
        version integer NOT NULL,
        hash bytea NOT NULL,
        content bytea NOT NULL CONSTRAINT answers_of_applications_are_sealed CHECK (substr(content, 1, 1) = '\\x01'),
        expires_on date,
        given text NOT NULL CHECK (given IN ('submitted', 'replied', 'changed')),
        pinned_at timestamptz NOT NULL,
        UNIQUE (id, application_id),
        CONSTRAINT one_pin_of_a_version UNIQUE (application_id, answer_id, version),
        FOREIGN KEY (application_id, supplier_id) REFERENCES application (id, supplier_id),
        CONSTRAINT a_pin_is_of_the_library FOREIGN KEY (answer_id, version, hash) REFERENCES library_answer_version (answer_id, number, hash)
      );
      COMMENT ON TABLE application_answer IS 'Of each question and product the newest is what counts.';
      COMMENT ON COLUMN application_answer.content IS 'The version as the library has it, sealed for the supplier, so that officers read what they were given and nothing else of the library.';

      CREATE TABLE application_message (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL,
        supplier_id uuid NOT NULL,
        side text NOT NULL CHECK (side IN ('officer', 'supplier')),
        question_id text,
        said bytea NOT NULL CONSTRAINT messages_of_applications_are_sealed CHECK (substr(said, 1, 1) = '\\x01'),
        reply_by date,
        person_id uuid NOT NULL REFERENCES person,
        said_at timestamptz NOT NULL,
        CONSTRAINT a_question_has_a_day_to_reply_by CHECK ((side = 'officer') = (reply_by IS NOT NULL)),
        FOREIGN KEY (application_id, supplier_id) REFERENCES application (id, supplier_id)
      );
      CREATE INDEX application_message_by_application ON application_message (application_id, said_at, id);

      CREATE TABLE application_finding (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL REFERENCES application,
        criterion_id uuid NOT NULL REFERENCES selection_criterion,
        met boolean NOT NULL,
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 5000),
        found_by uuid NOT NULL REFERENCES person,
        found_at timestamptz NOT NULL
      );
      CREATE INDEX application_finding_by_application ON application_finding (application_id, criterion_id, found_at DESC);
      COMMENT ON TABLE application_finding IS 'One for each criterion counts: the newest.';

      CREATE TABLE claim_verdict (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL,
        application_answer_id uuid NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('accepted', 'queried', 'rejected')),
        reason text CHECK (length(reason) BETWEEN 1 AND 5000),
        given_by uuid NOT NULL REFERENCES person,
        given_at timestamptz NOT NULL,
        CONSTRAINT a_verdict_but_acceptance_has_a_reason CHECK (verdict = 'accepted' OR reason IS NOT NULL),
        FOREIGN KEY (application_answer_id, application_id) REFERENCES application_answer (id, application_id)
      );
      CREATE INDEX claim_verdict_by_application ON claim_verdict (application_id, given_at DESC);
      CREATE INDEX claim_verdict_by_answer ON claim_verdict (application_answer_id, application_id);
      COMMENT ON TABLE claim_verdict IS 'On one pinned version of one claim; the newest counts, and none of a version counts for the next.';

      CREATE TABLE exclusion_case (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL,
        supplier_id uuid NOT NULL,
        ground text NOT NULL CHECK (ground ~ '^L2[0-9]{2}$'),
        kind text NOT NULL CHECK (kind IN ('mandatory', 'discretionary')),
        evidence text NOT NULL CHECK (length(evidence) BETWEEN 1 AND 20000),
        reply_by date NOT NULL,
        raised_by uuid NOT NULL REFERENCES person,
        raised_at timestamptz NOT NULL,
        reply text CHECK (length(reply) BETWEEN 1 AND 20000),
        replied_by uuid REFERENCES person,
        replied_at timestamptz,
        applies boolean,
        likely_to_recur boolean,
        outcome text CHECK (outcome IN ('excluded', 'excludable-kept-out', 'excludable-let-in', 'no-exclusion')),
        reason text CHECK (length(reason) BETWEEN 1 AND 20000),
        decided_by uuid REFERENCES person,
        decided_at timestamptz,
        FOREIGN KEY (application_id, supplier_id) REFERENCES application (id, supplier_id),
        CONSTRAINT one_case_for_a_ground UNIQUE (application_id, ground),
        CONSTRAINT a_reply_has_its_writer CHECK (num_nulls(reply, replied_by, replied_at) IN (0, 3)),
        CONSTRAINT decided_with_both_findings CHECK (num_nulls(applies, likely_to_recur, outcome, reason, decided_by, decided_at) IN (0, 6)),
        CONSTRAINT excluded_only_by_both_findings CHECK (outcome NOT IN ('excluded', 'excludable-kept-out', 'excludable-let-in') OR (applies AND likely_to_recur)),
        CONSTRAINT the_outcome_fits_the_kind CHECK (outcome IS NULL OR outcome = 'no-exclusion' OR (outcome = 'excluded') = (kind = 'mandatory')),
        CONSTRAINT the_reply_comes_first CHECK (outcome IS NULL OR outcome = 'no-exclusion' OR reply IS NOT NULL OR (decided_at AT TIME ZONE 'Europe/London')::date > reply_by)
      );
      COMMENT ON TABLE exclusion_case IS 'Excluded means a mandatory ground that is likely to recur, excludable a discretionary one (PA 2023 ss. 57 to 58). Both findings, the evidence and the reply, or the day by which none came, stand beside what was decided.';

      CREATE TABLE supplier_interest (
        id uuid PRIMARY KEY,
        supplier_id uuid NOT NULL REFERENCES organisation,
        person_id uuid NOT NULL REFERENCES person,
        has_interest boolean NOT NULL,
        details text NOT NULL CHECK (length(details) <= 5000),
        declared_at timestamptz NOT NULL,
        CHECK (NOT has_interest OR length(details) > 0)
      );
      CREATE INDEX supplier_interest_by_person ON supplier_interest (supplier_id, person_id);
      COMMENT ON TABLE supplier_interest IS 'An interest once declared stays.';

      ALTER TABLE membership
        ADD COLUMN application_id uuid REFERENCES application,
        ADD COLUMN offer text[] NOT NULL DEFAULT '{}' CHECK (cardinality(offer) <= 500),
        ADD COLUMN revision integer NOT NULL DEFAULT 1 CHECK (revision > 0),
        ADD COLUMN admitted_at timestamptz,
        ADD COLUMN supplier_size text CHECK (supplier_size IN ('micro', 'small', 'medium', 'large')),
        ADD COLUMN newcomer boolean;
      UPDATE membership SET admitted_at = since;
      ALTER TABLE membership ALTER COLUMN admitted_at SET DEFAULT market_now(), ALTER COLUMN admitted_at SET NOT NULL;
      COMMENT ON COLUMN membership.since IS 'When it came into its present state.';
      COMMENT ON COLUMN membership.offer IS 'What the supplier offers, as facet/value, with what a value is a part of.';
      COMMENT ON COLUMN membership.supplier_size IS 'As the accepted answer on size came to when it was admitted.';
      COMMENT ON COLUMN membership.newcomer IS 'Whether it was the first membership of its supplier.';
      CREATE UNIQUE INDEX membership_by_application ON membership (application_id);

      CREATE TABLE membership_change (
        id uuid PRIMARY KEY,
        membership_id uuid NOT NULL REFERENCES membership,
        supplier_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('admitted', 'suspended', 'restored', 'removed', 'lapsed', 'offer')),
        reason text CHECK (length(reason) BETWEEN 1 AND 20000),
        offer text[],
        changed_by uuid REFERENCES person,
        changed_at timestamptz NOT NULL,
        CONSTRAINT an_offer_that_changed CHECK ((kind IN ('admitted', 'offer')) = (offer IS NOT NULL)),
        CONSTRAINT a_reason_where_it_is_against_the_supplier CHECK (kind NOT IN ('suspended', 'restored', 'removed') OR reason IS NOT NULL)
      );
      CREATE INDEX membership_change_by_membership ON membership_change (membership_id, changed_at, id);
      COMMENT ON COLUMN membership_change.changed_by IS 'Null where the marketplace did, as when an agreement expires.';

      CREATE TABLE market_notice (
        id uuid PRIMARY KEY,
        agreement_id uuid NOT NULL REFERENCES agreement,
        notice text NOT NULL CHECK (notice IN ('UK13', 'UK14', 'UK15', 'UK16')),
        occasion text NOT NULL CHECK (occasion ~ '^[a-z]+(-[a-z]+)*$'),
        subject_id uuid NOT NULL,
        occurred_at timestamptz NOT NULL,
        CONSTRAINT one_notice_of_one_occasion UNIQUE (agreement_id, notice, occasion, subject_id)
      );
      CREATE INDEX market_notice_by_agreement ON market_notice (agreement_id, occurred_at, id);
      COMMENT ON TABLE market_notice IS 'What has to be told in notices of dynamic markets (PA 2023 s. 39), recorded when it happens and published later.';
    `)
    for (const table of [
      'application_answer',
      'application_message',
      'application_finding',
      'claim_verdict',
      'supplier_interest',
      'membership_change',
      'market_notice',
    ])
      await runner.query(`
        CREATE TRIGGER ${table}_is_final BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER ${table}_is_kept BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE market_notice, membership_change;
      ALTER TABLE membership DROP COLUMN newcomer, DROP COLUMN supplier_size, DROP COLUMN admitted_at, DROP COLUMN revision, DROP COLUMN offer,
        DROP COLUMN application_id;
      DROP TABLE supplier_interest, exclusion_case, claim_verdict, application_finding, application_message, application_answer, application;
      ALTER TABLE selection_criterion DROP CONSTRAINT selection_criterion_of_category;
    `)
  }
}
