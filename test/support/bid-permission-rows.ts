import { all, BUYERS, NOBODY, OFFICERS, type Row, SUPPLIER } from './permission-row.js'
import { GOLDEN } from './world.js'

/** What concerns bids, from the first draft to the report on its audit. */
export const BID_ROWS: readonly Row[] = [
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
  { route: 'GET /bids/{bid}/receipts/1/library-answers', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },

  { route: 'GET /requirements/{open}/bids', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 409) }, others: 403 },
  { route: 'GET /requirements/{open}/bids/{bid}', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 409) }, others: 403 },
  { route: 'GET /requirements/{opened}/bids', but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 200) }, others: 403 },
  {
    route: 'GET /requirements/{opened}/bids/{openedBid}',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 200) },
    others: 403,
  },
  { route: 'GET /requirements/{open}/opening', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 200) }, others: 403 },
  {
    route: 'GET /requirements/{opened}/comparison',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 200) },
    others: 403,
  },
  {
    route: 'GET /requirements/{opened}/comparison/{kind}/{asked}',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 200) },
    others: 403,
  },
  {
    route: 'POST /requirements/{opened}/bid-packs',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 201) },
    others: 403,
  },
  { route: 'GET /exports', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 200) }, others: 403 },
  {
    route: 'GET /exports/{pack}',
    but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 404), 'buyer-approver': 200 },
    others: 403,
  },
  {
    route: 'GET /exports/{pack}/content',
    but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 404), 'buyer-approver': 200 },
    others: 403,
  },
  {
    route: 'POST /requirements/{opened}/open-bids',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 409) },
    others: 403,
  },
  { route: 'GET /ethics-audits', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  { route: 'GET /ethics-audits/counts', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  { route: 'GET /ethics-audit-views', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  {
    route: 'POST /ethics-audit-views',
    but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 201) },
    others: 403,
    body: { name: 'x', filter: { tier: 'low' } },
  },
  {
    // It is nobody's.
    route: 'DELETE /ethics-audit-views/{audit}',
    but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 404) },
    others: 403,
  },
  { route: 'GET /ethics-audits/{audit}/answers/Q906/others', but: { ...NOBODY, 'procurement-officer': 200 }, others: 403 },
  {
    // No verdict has the id of its audit.
    route: 'POST /ethics-audits/{audit}/verdicts/{audit}/undo',
    but: { ...NOBODY, 'procurement-officer': 404 },
    others: 403,
    etagOf: '/ethics-audits/{audit}',
  },
  { route: 'GET /ethics-audits/{audit}/library-answers', but: { ...NOBODY, 'procurement-officer': 200 }, others: 403 },
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
]
