import { all, NOBODY, type Row, SUPPLIER } from './permission-row.js'

/** Applications of the first supplier: its people are let in, another supplier finds none. */
const OWN = (writer: number, signer = writer) => ({ ...NOBODY, 'bid-writer': writer, 'supplier-admin': signer, 'rival-admin': 404 })

const SIGNERS = { ...NOBODY, 'supplier-admin': 200, 'rival-admin': 404 }

/** How a supplier asks to join a category. */
export const APPLICATION_ROWS: readonly Row[] = [
  { route: 'GET /applications', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  {
    // The two of one supplier start the one application of it.
    route: 'POST /applications',
    but: { ...NOBODY, 'bid-writer': 201, 'supplier-admin': 409, 'rival-admin': 201 },
    others: 403,
    body: { categoryId: '{openCategory}' },
  },
  { route: 'GET /applications/{application}', but: OWN(200), others: 403 },
  { route: 'GET /applications/{application}/answers', but: OWN(200), others: 403 },
  { route: 'GET /applications/{application}/messages', but: OWN(200), others: 403 },
  { route: 'GET /applications/{application}/changes', but: OWN(200), others: 403 },
  { route: 'GET /applications/{admitted}/appointment', but: OWN(200), others: 403 },
  {
    route: 'PATCH /applications/{applicationDraft}',
    but: OWN(200),
    others: 403,
    body: { productIds: [], offer: {} },
    etagOf: '/applications/{applicationDraft}',
  },
  {
    // Nothing is chosen in it.
    route: 'POST /applications/{applicationDraft}/submit',
    but: { ...SIGNERS, 'supplier-admin': 422 },
    others: 403,
    body: { declaredAs: 'Director', declaration: 'joining 1.0.0' },
    etagOf: '/applications/{applicationDraft}',
  },
  { route: 'POST /applications/{applicationDraft}/withdraw', but: SIGNERS, others: 403, fresh: 'applicationDraft' },
  // Nobody asked anything.
  { route: 'POST /applications/{application}/reply', but: OWN(409), others: 403, body: { text: 'x' } },
  // The ground was replied to.
  {
    route: 'POST /applications/{application}/exclusions/L203/reply',
    but: { ...SIGNERS, 'supplier-admin': 409 },
    others: 403,
    body: { text: 'x' },
  },
]
