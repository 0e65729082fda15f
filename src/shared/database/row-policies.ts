/**
 * Whose rows are whose, table by table: the second wall behind the services' own checks (docs/adr/0038). Each is a condition in SQL over the
 * settings that UnitOfWork makes for one transaction. A table stands here or, with the reason, in UNPROTECTED; a test finds one that is in
 * neither. The conditions are put on by protect-rows.ts.
 */
export interface RowPolicy {
  /** Whose rows may be read. */
  reads: string
  /** Whose rows may be added, changed and removed, as far as the grants allow that at all. */
  writes: string
  /** Whose rows may be held against others by whoever may not write them; where it is left out, those that may be written. */
  locks?: string
}

/** Null where nobody in particular asks, which equals nothing. */
const ORGANISATION = `(SELECT nullif(current_setting('market.organisation', true), '')::uuid)`

/** Work of the marketplace itself and the acts in named-acts.ts. Where nobody has heard of the setting (another release, a bare psql) it is not guessed at: the statement fails. */
const NAMED_ACT = `(SELECT current_setting('market.act')) <> ''`

/** The same, and no where nobody has heard of it: before a look into another table, whose own policy asks again. */
const KNOWN_ACT = `(SELECT coalesce(current_setting('market.act', true), '')) <> ''`

const OPERATOR = `(SELECT EXISTS (SELECT FROM organisation o WHERE o.id = ${ORGANISATION} AND o.kind = 'operator'))`

/** One row by its primary key, and null where there is none. Never EXISTS, which Postgres may answer by reading all the rows there are and hashing them. */
const theOne = (of: string, where: string): string => `(SELECT true FROM ${of} WHERE ${where})`

const buyerOf = (requirement: string): string => theOne('requirement r', `r.id = ${requirement} AND r.buyer_id = ${ORGANISATION}`)

/** The person who acts, whatever the organisation. */
const PERSON = `(SELECT nullif(current_setting('market.person', true), '')::uuid)`

/** States of a bid that is not sealed any more, as in bid-lifecycle.ts. */
export const UNSEALED_STATES = ['opened', 'evaluated', 'successful', 'unsuccessful', 'disregarded', 'superseded'] as const

const UNSEALED = `bid.state IN (${UNSEALED_STATES.map(state => `'${state}'`).join(', ')})`

const both = (condition: string): RowPolicy => ({ reads: condition, writes: condition })

const ofSupplier = (table: string): string => `${table}.supplier_id = ${ORGANISATION} OR ${NAMED_ACT}`

/** Rows of the supplier's own bid. */
const ofOwnBid = (table: string): string =>
  `${KNOWN_ACT} OR ${theOne('bid b', `b.id = ${table}.bid_id AND b.supplier_id = ${ORGANISATION}`)}`

/** Read by whoever may read the bid, once it is opened; written by its supplier. */
const openedWithBid = (table: string): RowPolicy => ({
  reads: `${KNOWN_ACT} OR ${theOne('bid b', `b.id = ${table}.bid_id`)}`,
  writes: ofOwnBid(table),
})

/** Sealed with the bid and never opened to anybody else. */
const supplierAlone = (table: string): RowPolicy => both(ofOwnBid(table))

/** Of the operator's people. */
const operators = (): RowPolicy => both(`${OPERATOR} OR ${NAMED_ACT}`)

/** Of the buyer's people. */
const buyers = (table: string): RowPolicy => both(`${buyerOf(`${table}.requirement_id`)} OR ${NAMED_ACT}`)

/** Of the buyer's people and the operator's. */
const buyersAndOperators = (table: string): RowPolicy => both(`${OPERATOR} OR ${buyerOf(`${table}.requirement_id`)} OR ${NAMED_ACT}`)

/** Known to everybody once it is published; until then to the buyer's people and the operator's. A supplier that bids holds it as it is. */
const publishedOrBuyers = (table: string): RowPolicy & { locks: string } => {
  const writes = `${table}.buyer_id = ${ORGANISATION} OR ${OPERATOR} OR ${NAMED_ACT}`
  const reads = `${table}.published_at IS NOT NULL OR ${writes}`
  return { reads, locks: reads, writes }
}

/** Of the person themself. */
const oneself = (table: string): RowPolicy => both(`${table}.person_id = ${PERSON} OR ${NAMED_ACT}`)

/** Part of an application, for the operator's people and the supplier whose it is. */
const partOfApplication = (table: string): RowPolicy =>
  both(`${OPERATOR} OR ${theOne('application a', `a.id = ${table}.application_id AND a.supplier_id = ${ORGANISATION}`)} OR ${NAMED_ACT}`)

/** Of a supplier and the operator's people. */
const suppliersAndOperators = (table: string): RowPolicy => both(`${OPERATOR} OR ${ofSupplier(table)}`)

/** Part of an audit, for the officers and the supplier whose answers it is about. */
const partOfAudit = (table: string): RowPolicy =>
  both(`${OPERATOR} OR ${theOne('ethics_audit a', `a.id = ${table}.audit_id AND a.supplier_id = ${ORGANISATION}`)} OR ${NAMED_ACT}`)

/** Of a supplier, and of the operator's people once something that they read names it. Several may; one is enough. */
const givenToOfficers = (table: string, of: string, where: string): string =>
  `${ofSupplier(table)} OR (${OPERATOR} AND (SELECT true FROM ${of} WHERE ${where} LIMIT 1))`

export const ROW_POLICIES: Readonly<Record<string, RowPolicy>> = {
  acknowledgement_set: supplierAlone('acknowledgement_set'),
  agreement_contributor: operators(),
  agreement_draft: operators(),
  application: both(`${ofSupplier('application')} OR (application.received_at IS NOT NULL AND ${OPERATOR})`),
  application_answer: suppliersAndOperators('application_answer'),
  application_finding: partOfApplication('application_finding'),
  application_message: suppliersAndOperators('application_message'),
  bid: {
    reads: `${ofSupplier('bid')} OR (${UNSEALED} AND (${OPERATOR} OR ${buyerOf('bid.requirement_id')}))`,
    writes: ofSupplier('bid'),
  },
  bid_version: openedWithBid('bid_version'),
  bid_version_file: openedWithBid('bid_version_file'),
  change_consent: buyersAndOperators('change_consent'),
  check_report: openedWithBid('check_report'),
  claim_verdict: partOfApplication('claim_verdict'),
  clarification: {
    reads: `${ofSupplier('clarification')} OR ${buyerOf('clarification.requirement_id')}`,
    writes: ofSupplier('clarification'),
  },
  competition_figure: operators(),
  deadline_reminder: supplierAlone('deadline_reminder'),
  ethics_answer_section: supplierAlone('ethics_answer_section'),
  ethics_audit: {
    reads: `${ofSupplier('ethics_audit')} OR ${OPERATOR} OR ${buyerOf('ethics_audit.requirement_id')}`,
    writes: `${ofSupplier('ethics_audit')} OR ${OPERATOR}`,
  },
  ethics_audit_answer: partOfAudit('ethics_audit_answer'),
  ethics_audit_message: partOfAudit('ethics_audit_message'),
  ethics_audit_report: {
    // The buyer reads what came of an audit, and its supplier does not.
    reads: `${KNOWN_ACT} OR ${theOne('ethics_audit a', `a.id = ethics_audit_report.audit_id AND a.supplier_id IS DISTINCT FROM ${ORGANISATION}`)}`,
    writes: `${OPERATOR} OR ${NAMED_ACT}`,
  },
  ethics_audit_sign_off: operators(),
  ethics_report: {
    reads: `${OPERATOR} OR ${buyerOf('ethics_report.requirement_id')} OR ${NAMED_ACT}`,
    writes: NAMED_ACT,
  },
  evidence_file: openedWithBid('evidence_file'),
  exclusion_case: suppliersAndOperators('exclusion_case'),
  export_job: oneself('export_job'),
  finance_override: partOfApplication('finance_override'),
  idempotency_key: oneself('idempotency_key'),
  interest_declaration: {
    // Before an act of two people each is asked for, so both sides read what the other declared.
    reads: `interest_declaration.person_id = ${PERSON} OR ${OPERATOR} OR ${buyerOf('interest_declaration.requirement_id')} OR ${NAMED_ACT}`,
    writes: `interest_declaration.person_id = ${PERSON} OR ${NAMED_ACT}`,
  },
  invitation: {
    // Whether a supplier means to bid is not for the buyer who invites it.
    reads: ofSupplier('invitation'),
    writes: `${ofSupplier('invitation')} OR ${buyerOf('invitation.requirement_id')}`,
  },
  invitation_answer: both(ofSupplier('invitation_answer')),
  invitation_round: {
    // Whom else the buyer invites is not for the suppliers.
    reads: buyersAndOperators('invitation_round').reads,
    writes: buyers('invitation_round').writes,
  },
  key_share: oneself('key_share'),
  library_answer: both(ofSupplier('library_answer')),
  library_answer_version: both(ofSupplier('library_answer_version')),
  library_file: {
    reads: givenToOfficers('library_file', 'library_version_file v', 'v.file_id = library_file.id'),
    writes: ofSupplier('library_file'),
  },
  library_draft: both(ofSupplier('library_draft')),
  library_product: both(ofSupplier('library_product')),
  library_reminder: both(ofSupplier('library_reminder')),
  library_version_file: {
    reads: givenToOfficers(
      'library_version_file',
      'application_answer w',
      'w.answer_id = library_version_file.answer_id AND w.version = library_version_file.version',
    ),
    writes: ofSupplier('library_version_file'),
  },
  market_notice: operators(),
  membership_change: suppliersAndOperators('membership_change'),
  membership_removal: suppliersAndOperators('membership_removal'),
  membership_review: suppliersAndOperators('membership_review'),
  notification: oneself('notification'),
  officer_event: operators(),
  opened_bid: { reads: openedWithBid('opened_bid').reads, writes: NAMED_ACT },
  opened_file: { reads: openedWithBid('opened_file').reads, writes: NAMED_ACT },
  opening: buyersAndOperators('opening'),
  opening_consent: buyersAndOperators('opening_consent'),
  overdue_query: both(NAMED_ACT),
  passed_share: oneself('passed_share'),
  personal_key: oneself('personal_key'),
  problem_report: {
    reads: `${ofSupplier('problem_report')} OR ${OPERATOR}`,
    writes: ofSupplier('problem_report'),
  },
  requirement: publishedOrBuyers('requirement'),
  requirement_comment: buyers('requirement_comment'),
  requirement_contributor: buyersAndOperators('requirement_contributor'),
  requirement_version: buyersAndOperators('requirement_version'),
  saved_view: oneself('saved_view'),
  shortlist: {
    reads: `shortlist.buyer_id = ${ORGANISATION} OR ${OPERATOR} OR ${NAMED_ACT}`,
    writes: `shortlist.buyer_id = ${ORGANISATION} OR ${NAMED_ACT}`,
  },
  shortlist_run: { reads: buyersAndOperators('shortlist_run').reads, writes: buyers('shortlist_run').writes },
  submission_key: supplierAlone('submission_key'),
  supplier_copy: supplierAlone('supplier_copy'),
  supplier_interest: {
    reads: `supplier_interest.person_id = ${PERSON} OR ${OPERATOR} OR ${NAMED_ACT}`,
    writes: `supplier_interest.person_id = ${PERSON} OR ${NAMED_ACT}`,
  },
  supplier_key: both(ofSupplier('supplier_key')),
  supplier_statement: both(ofSupplier('supplier_statement')),
  undone_verdict: partOfAudit('undone_verdict'),
  verdict: partOfAudit('verdict'),
}

/** What has no policy, and why not. */
export const UNPROTECTED: Readonly<Record<string, string>> = {
  agreement: 'for everybody',
  agreement_change: 'for everybody',
  api_token: 'found by the hash of a token, before it is known who acts',
  audit_detail: 'part of the chains, which every act of anybody goes on with',
  audit_event: 'the chains, which every act of anybody goes on with; taken in and never changed',
  audit_stream: 'the heads of the chains, which every act of anybody goes on with',
  category: 'for everybody',
  clarification_outcome: 'answers are for everybody, and numbered through for all suppliers',
  clock_offset: 'of the tests',
  event_handled: 'which handler has seen which event: the marketplace’s own',
  filter_edition: 'for everybody',
  identity_link: 'found by issuer and subject, before it is known who acts',
  immaterial_answer: 'for everybody',
  known_source: 'asked before it is known who acts; hashes',
  legal_figure: 'for everybody',
  log_check: 'how far the chains were verified: the marketplace’s own',
  mailed_code: 'found by its hash, before it is known who acts',
  membership: 'who may bid where: asked of all suppliers when a requirement is published',
  organisation: 'names of organisations are for everybody',
  opening_key: 'every bid is sealed by the public halves; the private ones are wrapped by the key service',
  outbox_event: 'written by every act of anybody, and read by the relay',
  pending_sign_in: 'found by the hash of a token, before it is known who acts',
  person: 'asked when somebody signs in, and by whoever is told who did something',
  person_invitation: 'found by a mailed code, before its person has an account',
  published_requirement: 'for everybody: what is published stands in it, so that full-text search keeps its index (docs/adr/0045)',
  policy_reference: 'for everybody',
  published_word: 'for everybody',
  receipt_key: 'for everybody',
  recovery_code: 'asked while somebody signs in',
  registration: 'compared with those of others: an identifier is registered once',
  requirement_change: 'what changed in the open is for everybody',
  role_grant: 'asked when somebody signs in, and for whoever is to be told',
  rule_clarification: 'one that waits too long refers every bid, so that every check asks for those of all suppliers',
  rule_clarification_answer: 'asked with it by every check; answers are for everybody',
  schema_migration: 'the schema’s own',
  second_factor: 'asked while somebody signs in',
  selection_criterion: 'for everybody',
  session: 'found by the hash of a token, before it is known who acts',
  sign_in_event: 'written before it is known who acts; read by the administrators of every organisation that a person works for',
  sign_in_slowdown: 'asked before it is known who acts; hashes',
  standing_ground: 'for everybody',
  storage: 'one row for the installation',
  waiver: 'for everybody',
  waiver_consent: 'for everybody who sees the waiver',
  waiver_proposal: 'for everybody',
}
