import { all, BUYERS, NOBODY, OFFICERS, type Row } from './permission-row.js'

/** A draft is nothing that an auditor sees. */
const OF_DRAFT = { ...NOBODY, ...all([...BUYERS, ...OFFICERS], 200), auditor: 404 }

/** Whom a buyer means to invite, and whom it invited. */
export const SHORTLIST_ROWS: readonly Row[] = [
  { route: 'GET /requirements/{draft}/shortlist', but: OF_DRAFT, others: 403 },
  { route: 'GET /requirements/{draft}/shortlist/matching', but: OF_DRAFT, others: 403 },
  { route: 'GET /requirements/{draft}/shortlist/others', but: OF_DRAFT, others: 403 },
  {
    route: 'PUT /requirements/{draft}/shortlist',
    but: { ...NOBODY, 'buyer-author': 200 },
    others: 403,
    body: { name: 'Of the permissions', filters: {} },
    etagOf: '/requirements/{draft}/shortlist',
  },
  // Of what is published nothing is run any more.
  {
    route: 'POST /requirements/{open}/shortlist/runs',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 409) },
    others: 403,
  },
  {
    route: 'GET /requirements/{open}/invitation-rounds',
    but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 200) },
    others: 403,
  },
]
