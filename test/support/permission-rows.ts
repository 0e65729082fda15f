import type { Player } from './test-app.js'
import { GOLDEN } from './world.js'

export type Somebody = Player | 'nobody'

export interface Row {
  /** Method and path with names of the world's things. */
  route: string
  /** The status for whoever it differs for. */
  but?: Partial<Record<Somebody, number>>
  others: number
  body?: object
  /** The thing that is made anew for each who is let through, because the route uses it up. */
  fresh?: 'draft' | 'waiting' | 'approved' | 'open' | 'file' | 'question' | 'unfit' | 'waiver'
  /** Whose ETag If-Match names, where that is not what the route changes. */
  etagOf?: string
  /** Whether the body is a form with a file. */
  uploads?: true
}

/** The same status for several. */
const all = (players: readonly Somebody[], status: number): Partial<Record<Somebody, number>> =>
  Object.fromEntries(players.map(player => [player, status]))

const BUYERS = ['buyer-author', 'buyer-approver', 'evaluator'] as const
const COUNCIL = ['organisation-admin', ...BUYERS] as const
const OFFICERS = ['procurement-officer', 'second-officer', 'senior-officer'] as const
const SUPPLIER = ['bid-writer', 'supplier-admin'] as const
const NOBODY = { nobody: 401 }

/** Every route, with the answer that each player gets. */
export const ROWS: readonly Row[] = [
  { route: 'POST /sessions', others: 201, body: { email: 'auditor@example.test', password: 'demonstration-only' } },
  { route: 'GET /agreements', others: 200 },
  { route: 'GET /agreements/{agreement}', others: 200 },
  { route: 'GET /guidelines', others: 200 },
  { route: 'GET /guidelines/{guideline}/{edition}', others: 200 },
  { route: 'GET /questionnaires/{questionnaire}', others: 200 },
  { route: 'GET /rule-sets/{ruleSet}', others: 200 },
  { route: 'GET /rule-sets/{ruleSet}/diff/{ruleSet}', others: 200 },
  { route: 'GET /notifications', but: NOBODY, others: 200 },

  { route: 'GET /requirements', others: 200 },
  { route: 'GET /requirements/export', others: 200 },
  { route: 'GET /requirements?scope=own', but: NOBODY, others: 200 },
  { route: 'GET /requirements/{public}', others: 200 },
  { route: 'GET /requirements/{open}', but: { nobody: 404 }, others: 200 },
  { route: 'GET /requirements/{draft}', but: all([...COUNCIL, ...OFFICERS], 200), others: 404 },
  { route: 'POST /requirements', but: { ...NOBODY, 'buyer-author': 201 }, others: 403, body: { agreementId: '{agreement}' } },
  { route: 'PATCH /requirements/{draft}', but: { ...NOBODY, 'buyer-author': 200 }, others: 403, body: { title: 'x' } },
  {
    route: 'POST /requirements/{draft}/readiness-check',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver', ...OFFICERS], 200) },
    others: 403,
  },
  { route: 'POST /requirements/{draft}/submit-for-approval', but: { ...NOBODY, 'buyer-author': 200 }, others: 403, fresh: 'draft' },
  {
    route: 'POST /requirements/{waiting}/return',
    but: { ...NOBODY, 'buyer-approver': 200 },
    others: 403,
    body: { reason: 'x' },
    fresh: 'waiting',
  },
  { route: 'POST /requirements/{waiting}/approve', but: { ...NOBODY, 'buyer-approver': 200 }, others: 403, fresh: 'waiting' },
  {
    // Nothing in it is held, so there is nothing to release.
    route: 'POST /requirements/{waiting}/release-hold',
    but: { ...NOBODY, 'senior-officer': 422 },
    others: 403,
    body: { reason: 'x', seniorOwner: 'x' },
  },
  {
    route: 'POST /requirements/{approved}/publish',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    fresh: 'approved',
  },
  {
    route: 'POST /requirements/{open}/extend',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    body: { submissionDeadline: '{later}', reason: 'x' },
    fresh: 'open',
  },
  {
    route: 'POST /requirements/{open}/amend',
    but: { ...NOBODY, 'buyer-author': 200 },
    others: 403,
    body: { changes: { title: 'x' }, reason: 'x' },
    fresh: 'open',
  },
  {
    route: 'POST /requirements/{open}/cancel',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    body: { reason: 'x' },
    fresh: 'open',
  },
  {
    // It is still open, so there is nothing to reopen.
    route: 'POST /requirements/{open}/reopen',
    but: { ...NOBODY, ...all(['buyer-approver', ...OFFICERS], 409) },
    others: 403,
    body: { submissionDeadline: '{later}', reason: 'x' },
  },
  { route: 'GET /requirements/{open}/changes', but: { nobody: 404 }, others: 200 },
  { route: 'GET /requirements/{open}/clarifications', but: { nobody: 404 }, others: 200 },
  {
    route: 'POST /requirements/{open}/clarifications',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 201) },
    others: 403,
    body: { question: 'x' },
  },
  { route: 'GET /requirements/{open}/clarifications/own', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  { route: 'GET /requirements/{open}/clarifications/waiting', but: { ...NOBODY, 'buyer-author': 200 }, others: 403 },
  {
    route: 'POST /clarifications/{question}/answer',
    but: { ...NOBODY, 'buyer-author': 201 },
    others: 403,
    body: { question: 'x', answer: 'x', material: false },
    fresh: 'question',
  },
  {
    route: 'POST /clarifications/{question}/refuse',
    but: { ...NOBODY, 'buyer-author': 204 },
    others: 403,
    body: { reason: 'x' },
    fresh: 'question',
  },
  {
    route: 'POST /clarifications/{question}/withdraw',
    but: { ...NOBODY, ...all(SUPPLIER, 204), 'rival-admin': 404 },
    others: 403,
    fresh: 'question',
  },
  { route: 'GET /requirements/{open}/rule-clarifications', but: { nobody: 404 }, others: 200 },
  {
    route: 'POST /requirements/{open}/rule-clarifications',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 201) },
    others: 403,
    body: { rule: '{rule}', reason: 'x' },
  },
  { route: 'GET /requirements/{open}/rule-clarifications/own', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  { route: 'GET /rule-clarifications', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  {
    route: 'POST /rule-clarifications/{unfit}/answer',
    but: { ...NOBODY, ...all(OFFICERS, 201) },
    others: 403,
    body: { outcome: 'clarified', question: 'x', answer: 'x' },
    fresh: 'unfit',
  },
  { route: 'GET /requirements/{open}/waivers', but: { nobody: 404 }, others: 200 },
  { route: 'POST /waivers/{waiver}/agree', but: { ...NOBODY, 'buyer-approver': 200 }, others: 403, fresh: 'waiver' },
  { route: 'POST /waivers/{waiver}/give', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403, fresh: 'waiver' },
  {
    route: 'POST /requirements/{public}/interest-declarations',
    but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 204) },
    others: 403,
    body: { hasInterest: false, details: '' },
  },

  {
    route: 'POST /requirements/{open}/bids',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 201) },
    others: 403,
    fresh: 'open',
  },
  { route: 'GET /bids', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  { route: 'GET /bids/{bid}', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  { route: 'PATCH /bids/{bid}', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403, body: GOLDEN.bid },
  { route: 'GET /bids/{bid}/ethics-answers', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  {
    route: 'PATCH /bids/{bid}/ethics-answers?section=2',
    but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 },
    others: 403,
    body: { Q201: GOLDEN.passing['Q201'] },
  },
  { route: 'POST /bids/{bid}/ethics-check', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  {
    // Nothing warns, so there is nothing to acknowledge.
    route: 'PUT /bids/{bid}/acknowledgements/{rule}',
    but: { ...NOBODY, ...all(SUPPLIER, 422), 'rival-admin': 404 },
    others: 403,
    body: { reason: 'x' },
  },
  {
    route: 'POST /bids/{working}/files',
    but: { ...NOBODY, ...all(SUPPLIER, 201), 'rival-admin': 404 },
    others: 403,
    uploads: true,
  },
  { route: 'GET /bids/{working}/files', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  { route: 'GET /files/{file}', but: { ...NOBODY, ...all(SUPPLIER, 200), 'organisation-admin': 403 }, others: 404 },
  { route: 'GET /files/{file}/content', but: { ...NOBODY, ...all(SUPPLIER, 200), 'organisation-admin': 403 }, others: 404 },
  { route: 'PATCH /files/{file}', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403, body: { issuer: 'x' } },
  { route: 'DELETE /files/{file}', but: { ...NOBODY, ...all(SUPPLIER, 204), 'rival-admin': 404 }, others: 403, fresh: 'file' },
  { route: 'POST /bids/{bid}/submit', but: { ...NOBODY, 'supplier-admin': 200, 'rival-admin': 404 }, others: 403 },
  // There is nothing to withdraw.
  { route: 'POST /bids/{draftBid}/withdraw', but: { ...NOBODY, 'supplier-admin': 409, 'rival-admin': 404 }, others: 403 },
  { route: 'GET /bids/{bid}/timeline', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  { route: 'GET /requirements/{open}/timeline', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  {
    route: 'POST /bids/{bid}/problem-reports',
    but: { ...NOBODY, ...all(SUPPLIER, 201), 'rival-admin': 404 },
    others: 403,
    body: { text: 'x' },
  },
  {
    route: 'POST /requirements/{open}/problem-reports',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 201) },
    others: 403,
    body: { text: 'x' },
  },
  { route: 'GET /problem-reports', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  { route: 'GET /bids/{bid}/submissions/{key}', but: { ...NOBODY, 'supplier-admin': 200, 'rival-admin': 404 }, others: 403 },
  { route: 'POST /receipts/verify', others: 400, body: { version: 1 } },
  { route: 'GET /bids/{bid}/receipts/1', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },

  { route: 'GET /requirements/{open}/bids', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 409) }, others: 403 },
  { route: 'GET /requirements/{open}/bids/{bid}', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 409) }, others: 403 },
  { route: 'GET /requirements/{opened}/bids', but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 200) }, others: 403 },
  {
    route: 'GET /requirements/{opened}/bids/{openedBid}',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 200) },
    others: 403,
  },
  {
    route: 'POST /requirements/{opened}/open-bids',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 409) },
    others: 403,
  },
  { route: 'GET /ethics-audits', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  { route: 'GET /ethics-audits/{audit}', but: { ...NOBODY, 'procurement-officer': 200 }, others: 403 },
  {
    route: 'POST /ethics-audits/{audit}/verdicts',
    but: { ...NOBODY, 'procurement-officer': 201 },
    others: 403,
    body: { questionId: 'Q906', finding: 'accepted' },
    etagOf: '/ethics-audits/{audit}',
  },
  { route: 'GET /ethics-audits/{audit}/threads', but: { ...NOBODY, 'procurement-officer': 200 }, others: 403 },
  {
    // Nothing is queried, so there is nothing to ask further.
    route: 'POST /ethics-audits/{audit}/threads/Q906/messages',
    but: { ...NOBODY, 'procurement-officer': 404 },
    others: 403,
    body: { text: 'x' },
    etagOf: '/ethics-audits/{audit}',
  },
  {
    // Not all that must be judged is.
    route: 'POST /ethics-audits/{audit}/sign-off',
    but: { ...NOBODY, 'procurement-officer': 422 },
    others: 403,
    body: { referrals: [] },
    etagOf: '/ethics-audits/{audit}',
  },
  { route: 'GET /ethics-audits/{audit}/report', but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 409) }, others: 403 },
  { route: 'GET /requirements/{open}/ethics-report', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 409) }, others: 403 },
  { route: 'GET /bids/{bid}/audit-threads', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  {
    // Nobody asked.
    route: 'POST /bids/{bid}/audit-threads/Q906/messages',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 404) },
    others: 403,
    body: { text: 'x' },
  },
  { route: 'DELETE /sessions/current', but: NOBODY, others: 204 },
]
