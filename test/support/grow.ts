/** Copies of rows by the database itself: $1 says how many more of each. */
const COPIES = (table: string, changes: string, from: string): string =>
  `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), ${changes}))).* FROM ${table} t ${from}`

const SERIES = 'CROSS JOIN generate_series(1, $1::int) n'

export const AUDITS_OF_OPENED_BIDS = `
  INSERT INTO ethics_audit (id, bid_id, requirement_id, supplier_id, state, tier, method, seed, drawn_at, due_at, referrals, contradictions)
  SELECT gen_random_uuid(), id, requirement_id, supplier_id, 'open', 'low', '1.0.0', decode(repeat('00', 32), 'hex'), now(), now(), 0, 0
  FROM bid WHERE state = 'opened' ON CONFLICT DO NOTHING`

/** A notice for everybody, about nothing in particular. */
export const NOTICES_FOR_ALL = `
  INSERT INTO notification (id, event_id, person_id, organisation_id, kind, subject_type, subject_id)
  SELECT gen_random_uuid(), gen_random_uuid(), g.person_id, g.organisation_id, 'bid.submitted', 'bid', gen_random_uuid()
  FROM role_grant g, generate_series(1, $1::int)`

export const MORE_SUPPLIERS = `
  INSERT INTO organisation (id, kind, name) SELECT gen_random_uuid(), 'supplier', 'Supplier ' || n FROM generate_series(1, $1::int) n`

/** Every supplier as a member of all categories that are not for practice. */
export const PUBLIC_MEMBERSHIPS_FOR_ALL = `
  INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
  SELECT gen_random_uuid(), c.agreement_id, c.id, o.id, 'active' FROM category c JOIN agreement a ON a.id = c.agreement_id AND NOT a.practice, organisation o WHERE o.kind = 'supplier' ON CONFLICT DO NOTHING`

/** Invitations into the first council, and registrations by one of its people. */
export const MORE_INVITATIONS_AND_REGISTRATIONS: readonly string[] = [
  `INSERT INTO person_invitation (id, organisation_id, organisation_kind, email, roles, invited_by)
   SELECT gen_random_uuid(), g.organisation_id, g.organisation_kind, gen_random_uuid() || '@example.test', '{evaluator}', g.person_id
   FROM role_grant g JOIN person p ON p.id = g.person_id, generate_series(1, $1::int) WHERE p.email = 'organisation-admin@example.test'`,
  `INSERT INTO registration (id, kind, name, ppon, registrant_id)
   SELECT gen_random_uuid(), 'public-body', 'x', gen_random_uuid(), p.id FROM person p, generate_series(1, $1::int) WHERE p.email = 'evaluator@example.test'`,
]

/** The same with more colleagues in that council. */
export const MORE_PEOPLE: readonly string[] = [
  ...MORE_INVITATIONS_AND_REGISTRATIONS,
  `WITH more AS (
     INSERT INTO person (id, email, name, password_hash)
     SELECT gen_random_uuid(), gen_random_uuid() || '@example.test', 'x', 'x' FROM generate_series(1, $1::int) RETURNING id)
   INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role)
   SELECT more.id, o.id, o.kind, 'evaluator' FROM more, organisation o WHERE o.name LIKE 'First Example Council%'`,
]

/** An agreement ($2) whose last day moved often. */
export const CHANGES_OF_AN_AGREEMENT = `
  INSERT INTO agreement_change (id, agreement_id, revision, kind, old_valid_until, new_valid_until, reason, changed_by, changed_at)
  SELECT gen_random_uuid(), $2, n + 1, 'validity', now(), now(), 'x', p.id, now() FROM person p, generate_series(1, $1::int + 1) n
  WHERE p.email = 'senior-officer@example.test'`

/** A supplier ($1) that was invited to all that is published. */
export const INVITATIONS_OF_A_SUPPLIER = `
  INSERT INTO invitation (requirement_id, supplier_id, state, invited_at)
  SELECT id, $1, 'invited', now() FROM requirement WHERE published_at IS NOT NULL ON CONFLICT DO NOTHING`

/** Every organisation of the kind becomes a member wherever somebody is one. */
export const MEMBERSHIPS_FOR_ALL = `
  INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
  SELECT gen_random_uuid(), c.agreement_id, c.id, o.id, 'active' FROM category c, organisation o WHERE o.kind = 'supplier' AND o.name LIKE 'Supplier %'
  ON CONFLICT DO NOTHING`

/** Each of those suppliers bids on the requirement ($1) as somebody did already. */
export const BIDS_OF_ALL = COPIES(
  'bid',
  `'supplier_id', o.id`,
  `CROSS JOIN organisation o WHERE t.requirement_id = $1 AND o.name LIKE 'Supplier %'`,
)

export const REPORTS_OF_ALL_BIDS = `
  INSERT INTO check_report (id, bid_id, input_hash, outcome, made_at)
  SELECT gen_random_uuid(), b.id, c.input_hash, c.outcome, c.made_at
  FROM bid b, (SELECT * FROM check_report LIMIT 1) c
  WHERE b.state IN ('submitted', 'opened') AND NOT EXISTS (SELECT FROM check_report r WHERE r.bid_id = b.id)`

export const VERSIONS_OF_ALL_BIDS = `
  INSERT INTO bid_version
  SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'bid_id', r.bid_id, 'number', 1, 'input_hash', r.input_hash, 'report_id', r.id))).*
  FROM check_report r JOIN bid_version v ON v.id = (SELECT id FROM bid_version LIMIT 1)
  WHERE NOT EXISTS (SELECT FROM bid_version e WHERE e.bid_id = r.bid_id)`

export const OPENED_OF_ALL_BIDS = `
  INSERT INTO opened_bid (bid_id, version, requirement_id, quality, report)
  SELECT b.id, 1, b.requirement_id, o.quality, o.report FROM bid b, (SELECT * FROM opened_bid LIMIT 1) o
  WHERE b.state = 'opened' AND NOT EXISTS (SELECT FROM opened_bid e WHERE e.bid_id = b.id)`

/** A bid ($2) that has a file gets so many more ($1). */
export const FILES_OF_A_BID = COPIES('evidence_file', `'storage_key', gen_random_uuid()`, `${SERIES} WHERE t.bid_id = $2`)

export const MORE_OPEN_REQUIREMENTS = COPIES('requirement', `'title', t.title || n`, `${SERIES} WHERE t.state = 'open'`)

/** Who asks, of a requirement ($2), so many times and once more ($1). */
const ASKED = `
  FROM bid b, (SELECT id FROM person LIMIT 1) p, generate_series(0, $1::int) n WHERE b.requirement_id = $2`

const RULES_OF = `
  INSERT INTO rule_clarification (id, requirement_id, supplier_id, person_id, rule, reason, asked_at, answer_until)
  SELECT gen_random_uuid(), b.requirement_id, b.supplier_id, p.id, 'R-' || n, 'x', now(), now() + interval '1 day'`

/** Questions and rule clarifications of each kind: waiting ones, answered ones, and waivers. */
export const QUESTIONS_OF_A_SUPPLIER: readonly string[] = [
  `INSERT INTO clarification (id, requirement_id, supplier_id, person_id, question, asked_at)
   SELECT gen_random_uuid(), b.requirement_id, b.supplier_id, p.id, 'x', now() ${ASKED}`,
  `INSERT INTO clarification_outcome (clarification_id, requirement_id, state, number, question, answer, material, settled_by, settled_at)
   SELECT id, requirement_id, 'answered', row_number() OVER (), 'x', 'x', false, person_id, now() FROM clarification
   WHERE requirement_id = $2 AND $1 > 0`,
  `INSERT INTO clarification (id, requirement_id, supplier_id, person_id, question, asked_at)
   SELECT gen_random_uuid(), b.requirement_id, b.supplier_id, p.id, 'x', now() ${ASKED}`,
  `${RULES_OF} ${ASKED}`,
  `INSERT INTO rule_clarification_answer (rule_clarification_id, requirement_id, outcome, question, answer, answered_by, answered_at)
   SELECT id, requirement_id, 'waiver-proposed', 'x', 'x', person_id, now() FROM rule_clarification WHERE requirement_id = $2 AND $1 > 0`,
  `INSERT INTO waiver_proposal (id, requirement_id, rule, rule_clarification_id, proposed_at)
   SELECT gen_random_uuid(), requirement_id, rule, id, now() FROM rule_clarification WHERE requirement_id = $2 AND $1 > 0`,
  `${RULES_OF} ${ASKED}`,
]

/** One row more of everything that lists show, so many times. */
export const MORE_OF_EVERYTHING: readonly string[] = [
  COPIES('agreement', `'reference', t.reference || n`, `${SERIES} WHERE NOT t.practice`),
  COPIES('category', `'code', t.code || n`, SERIES),
  MORE_OPEN_REQUIREMENTS,
  COPIES(
    'bid',
    `'requirement_id', r.id`,
    `JOIN requirement r ON r.state = 'open' AND r.id <> t.requirement_id AND $1 > 0 WHERE t.state = 'draft'`,
  ),
  NOTICES_FOR_ALL,
  `INSERT INTO export_job (id, kind, requirement_id, person_id, organisation_id, state, failure)
   SELECT gen_random_uuid(), 'bid-pack', r.id, g.person_id, g.organisation_id, 'failed', 'x'
   FROM (SELECT id FROM requirement LIMIT 1) r, role_grant g JOIN person p ON p.id = g.person_id, generate_series(0, $1::int)
   WHERE p.email = 'buyer-approver@example.test'`,
  `INSERT INTO officer_event (id, kind, about, requirement_id, occurred_at, noted_at)
   SELECT gen_random_uuid(), 'failed-opening', gen_random_uuid()::text, r.id, now(), now() FROM (SELECT id FROM requirement WHERE state = 'open' LIMIT 1) r, generate_series(0, $1::int) n`,
  `INSERT INTO audit_event (stream, sequence, id, schema_version, occurred_at, action, subject_type, subject_id, commitment, previous_hash, hash)
   SELECT s.stream, 1000000 + $1::int * 1000 + n, gen_random_uuid(), 1, now(), 'bids.opening-refused', 'requirement', gen_random_uuid(), s.head, s.head, s.head
   FROM (SELECT * FROM audit_stream WHERE stream LIKE 'requirement:%' LIMIT 1) s, generate_series(0, $1::int) n`,
  // Beyond the chain's end, where the product writes on.
  COPIES('audit_event', `'sequence', t.sequence + n * 100000`, `${SERIES} WHERE t.action = 'bid.started'`),
  `INSERT INTO problem_report (id, requirement_id, supplier_id, person_id, reported_at, text)
   SELECT gen_random_uuid(), b.requirement_id, b.supplier_id, p.id, now(), 'x' FROM (SELECT * FROM bid LIMIT 1) b, (SELECT id FROM person LIMIT 1) p, generate_series(0, $1::int)`,
  `INSERT INTO requirement_change (requirement_id, number, kind, material, reason, before, after, changed_by, changed_at)
   SELECT r.id, n, 'extended', false, 'x', '{}', '{}', r.approved_by, now() FROM requirement r, generate_series(1, $1::int + 1) n WHERE r.published_at IS NOT NULL`,
  `INSERT INTO requirement_version (requirement_id, number, kind, revision, category_ids, content, saved_by, saved_at)
   SELECT v.requirement_id, v.number + n, v.kind, v.revision, v.category_ids, v.content, v.saved_by, now()
   FROM requirement_version v, generate_series(1, $1::int + 1) n WHERE v.number = (SELECT max(number) FROM requirement_version m WHERE m.requirement_id = v.requirement_id)`,
  `INSERT INTO requirement_comment (id, requirement_id, text, written_by, written_at)
   SELECT gen_random_uuid(), r.id, 'x', r.approved_by, now() FROM requirement r, generate_series(0, $1::int) n WHERE r.published_at IS NOT NULL`,
  // Beyond the end of the chain, as above.
  COPIES('audit_event', `'sequence', t.sequence + n * 100000`, `${SERIES} WHERE t.action = 'requirement.published'`),
  `INSERT INTO verdict (id, audit_id, revision, question_id, finding, reason, officer_id, given_at)
   SELECT gen_random_uuid(), a.id, 2 + n, 'Q' || n, 'queried', 'x', (SELECT id FROM person LIMIT 1), now() FROM ethics_audit a, generate_series(1, $1::int + 1) n`,
  `INSERT INTO ethics_audit_answer (audit_id, question_id, reasons) SELECT a.id, 'X' || n, '{sampled}' FROM ethics_audit a, generate_series(1, $1::int) n`,
  `INSERT INTO ethics_audit_message (id, audit_id, question_id, revision, side, said, person_id, written_at, due_at)
   SELECT gen_random_uuid(), v.audit_id, v.question_id, v.revision, 'operator', m.said, v.officer_id, now(), now()
   FROM verdict v, (SELECT said FROM ethics_audit_message LIMIT 1) m WHERE $1 > 0 AND v.revision > 2`,
]

/** All that a supplier gives and is told when it joins, one row of each kind for each that bids on the requirement ($1). */
export const JOINED_BY_ALL = `
  WITH given AS MATERIALIZED (
    SELECT b.supplier_id, b.requirement_id, c.agreement_id, c.id AS category_id, s.id AS criterion_id, p.id AS person_id,
           gen_random_uuid() AS answer_id, gen_random_uuid() AS product_id, gen_random_uuid() AS application_id, gen_random_uuid() AS pin_id
    FROM bid b, person p, (SELECT * FROM category ORDER BY id LIMIT 1) c JOIN selection_criterion s ON s.category_id = c.id AND s.number::text = '1'
    WHERE b.requirement_id = $1 AND p.email = 'procurement-officer@example.test'),
  product AS (
    INSERT INTO library_product (id, supplier_id, name, added_by, added_at) SELECT product_id, supplier_id, '\\x01', person_id, now() FROM given),
  answer AS (
    INSERT INTO library_answer (id, supplier_id, question_id, product_id, version, confirmed_by, confirmed_at)
    SELECT answer_id, supplier_id, 'B1', product_id, 1, person_id, now() FROM given),
  version AS (
    INSERT INTO library_answer_version (answer_id, number, supplier_id, hash, content, written_by, written_at)
    SELECT answer_id, 1, supplier_id, sha256(''), '\\x01', person_id, now() FROM given),
  asked AS (
    INSERT INTO application (id, agreement_id, category_id, supplier_id, state, revision, started_by, started_at, submitted_by, received_at, declared_as,
                             question_set, filter_edition, due_on, due_by)
    SELECT application_id, agreement_id, category_id, supplier_id, 'submitted', 1, person_id, now(), person_id, now(), 'x', 'x', 1, '2027-01-01', '{}' FROM given),
  pin AS (
    INSERT INTO application_answer (id, application_id, supplier_id, question_id, answer_id, version, hash, content, given, pinned_at)
    SELECT pin_id, application_id, supplier_id, 'B1', answer_id, 1, sha256(''), '\\x01', 'submitted', now() FROM given),
  verdict AS (
    INSERT INTO claim_verdict (id, application_id, application_answer_id, verdict, given_by, given_at)
    SELECT gen_random_uuid(), application_id, pin_id, 'accepted', person_id, now() FROM given),
  finding AS (
    INSERT INTO application_finding (id, application_id, criterion_id, met, reason, found_by, found_at)
    SELECT gen_random_uuid(), application_id, criterion_id, true, 'x', person_id, now() FROM given),
  message AS (
    INSERT INTO application_message (id, application_id, supplier_id, side, said, reply_by, person_id, said_at)
    SELECT gen_random_uuid(), application_id, supplier_id, 'officer', '\\x01', '2027-01-01', person_id, now() FROM given),
  raised AS (
    INSERT INTO exclusion_case (id, application_id, supplier_id, ground, kind, evidence, reply_by, raised_by, raised_at)
    SELECT gen_random_uuid(), application_id, supplier_id, 'L201', 'mandatory', 'x', '2027-01-01', person_id, now() FROM given),
  invited AS (
    INSERT INTO invitation SELECT requirement_id, supplier_id, 'intending', now() FROM given ON CONFLICT DO NOTHING),
  replied AS (
    INSERT INTO invitation_answer (id, requirement_id, supplier_id, state, person_id, answered_at)
    SELECT gen_random_uuid(), requirement_id, supplier_id, 'intending', person_id, now() FROM given),
  joined AS MATERIALIZED (
    INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
    SELECT gen_random_uuid(), agreement_id, category_id, supplier_id, 'active' FROM given
    ON CONFLICT (supplier_id, category_id) WHERE state IN ('active', 'suspended') DO UPDATE SET state = 'active' RETURNING id, supplier_id),
  changed AS (
    INSERT INTO membership_change (id, membership_id, supplier_id, kind, offer, changed_at)
    SELECT gen_random_uuid(), id, supplier_id, 'offer', '{}', now() FROM joined),
  noticed AS (
    INSERT INTO membership_removal (id, membership_id, supplier_id, ground, must, is_exclusion, is_reported, evidence, reply_by, noticed_by, noticed_at)
    SELECT gen_random_uuid(), j.id, j.supplier_id, 'excluded', true, true, true, 'x', '2027-01-01', g.person_id, now() FROM joined j JOIN given g USING (supplier_id))
  INSERT INTO membership_review (id, membership_id, supplier_id, kind, account, opened_at, renewed_at, due_on)
  SELECT gen_random_uuid(), id, supplier_id, 'incident', 'x', now(), now(), '2027-01-01' FROM joined`
