import { all, NOBODY, OFFICERS, type Row } from './permission-row.js'

const WRITERS = { ...NOBODY, ...all(OFFICERS, 200) }
const READERS = { ...WRITERS, auditor: 200 }
const SENIOR = { ...NOBODY, 'senior-officer': 200 }

/** Agreements and filters: who writes, opens and changes them. */
export const AGREEMENT_ROWS: readonly Row[] = [
  { route: 'GET /agreement-drafts', but: READERS, others: 403 },
  { route: 'GET /agreement-drafts/{agreementDraft}', but: READERS, others: 403 },
  { route: 'POST /agreement-drafts', but: { ...NOBODY, ...all(OFFICERS, 201) }, others: 403, body: { name: 'x' } },
  { route: 'PATCH /agreement-drafts/{agreementDraft}', but: WRITERS, others: 403, body: { name: 'x' }, fresh: 'agreementDraft' },
  { route: 'POST /agreement-drafts/{agreementDraft}/propose', but: WRITERS, others: 403, fresh: 'agreementDraft' },
  { route: 'POST /agreement-drafts/{agreementDraft}/discard', but: WRITERS, others: 403, body: { reason: 'x' }, fresh: 'agreementDraft' },
  { route: 'POST /agreement-drafts/{proposal}/return', but: SENIOR, others: 403, body: { reason: 'x' }, fresh: 'proposal' },
  { route: 'POST /agreement-drafts/{proposal}/open', but: SENIOR, others: 403, fresh: 'proposal', etagOf: '/agreement-drafts/{proposal}' },
  {
    route: 'POST /agreements/{openAgreement}/change-validity',
    but: SENIOR,
    others: 403,
    body: { validUntil: '2027-01-31', reason: 'x' },
    fresh: 'openAgreement',
    etagOf: '/agreements/{openAgreement}',
  },
  {
    route: 'POST /agreements/{openAgreement}/set-levy',
    but: SENIOR,
    others: 403,
    body: { levyBasisPoints: 75, reason: 'x' },
    fresh: 'openAgreement',
    etagOf: '/agreements/{openAgreement}',
  },
  { route: 'GET /agreements/{openAgreement}/market-notices', but: READERS, others: 403 },
  {
    route: 'POST /agreements/{openAgreement}/end',
    but: SENIOR,
    others: 403,
    body: { as: 'closed', reason: 'x' },
    fresh: 'openAgreement',
    etagOf: '/agreements/{openAgreement}',
  },
  {
    route: 'POST /filters/add-value',
    but: { ...NOBODY, 'senior-officer': 201 },
    others: 403,
    body: { facet: 'sector', title: 'x', reason: 'x' },
    etagOf: '/filters',
  },
  {
    // The edition before is read by then.
    route: 'POST /filters/mark-value',
    but: { ...NOBODY, 'senior-officer': 412 },
    others: 403,
    body: { facet: 'sector', value: 'health', as: 'retire', reason: 'x' },
    etagOf: '/filters',
  },
]
