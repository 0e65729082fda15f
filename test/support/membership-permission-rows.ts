import { all, NOBODY, OFFICERS, type Row, SUPPLIER } from './permission-row.js'

const READERS = { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }
const DECIDERS = { ...NOBODY, ...all(OFFICERS, 200) }
/** The supplier whose membership it is; to another one it is as good as missing. */
const ADMIN = { ...NOBODY, 'supplier-admin': 200, 'rival-admin': 404 }

const decides = (verb: string, thing: Row['fresh'] & string, body: object, but: Row['but'] = DECIDERS): Row => ({
  route: `POST /memberships/{${thing}}/${verb}`,
  but,
  others: 403,
  body,
  fresh: thing,
  etagOf: `/memberships/{${thing}}`,
})

const settles = (verb: string, body: object): Row => ({
  route: `POST /membership-reviews/{review}/${verb}`,
  but: DECIDERS,
  others: 403,
  body,
  fresh: 'review',
  etagOf: '/membership-reviews/{review}',
})

/** How suppliers stand: who reads it, and who decides. */
export const MEMBERSHIP_ROWS: readonly Row[] = [
  { route: 'GET /standing-grounds', others: 200 },
  { route: 'GET /memberships', but: { ...READERS, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  { route: 'GET /memberships/{member}', but: { ...READERS, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  { route: 'GET /memberships/{member}/changes', but: { ...READERS, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  { route: 'GET /memberships/{member}/reviews', but: { ...READERS, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  {
    // One of its own: the others are read as they began.
    route: 'PUT /memberships/{offeredMember}/offer',
    but: ADMIN,
    others: 403,
    body: { offer: { location: ['wales'] } },
    etagOf: '/memberships/{offeredMember}',
  },
  { route: 'POST /memberships/{noticedMember}/removal/reply', but: ADMIN, others: 403, body: { reply: 'x' }, fresh: 'noticedMember' },
  decides('suspend', 'member', { ground: 'incident-examined', reason: 'x' }),
  decides('lift', 'suspendedMember', { reason: 'x' }),
  decides('removal', 'member', { ground: 'conditions-unmet', evidence: 'x', replyBy: '2099-01-31' }),
  decides('removal/take-back', 'noticedMember', { reason: 'x' }),
  {
    // The supplier may still reply.
    ...decides('removal/confirm', 'noticedMember', { reason: 'x' }, { ...NOBODY, 'senior-officer': 409 }),
  },
  {
    route: 'POST /memberships/{member}/incidents',
    but: { ...NOBODY, ...all(SUPPLIER, 204), 'rival-admin': 404 },
    others: 403,
    body: { account: 'x', happenedOn: '2026-01-15', product: 'x' },
  },
  { route: 'POST /memberships/{member}/recheck', but: { ...NOBODY, ...all(OFFICERS, 204) }, others: 403, body: { reason: 'x' } },
  { route: 'GET /membership-reviews', but: READERS, others: 403 },
  { route: 'GET /membership-reviews/{review}', but: READERS, others: 403 },
  settles('accept', {}),
  settles('decline', { reason: 'x' }),
]
