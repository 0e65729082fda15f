import type { Player } from './test-app.js'

/** Routes by which suppliers join, as in bad-bodies.ts. */
export const JOINING_ROUTES: [route: string, player: Player][] = [
  ['PATCH /applications/{application}', 'bid-writer'],
  ['POST /applications/{application}/submit', 'supplier-admin'],
  ['POST /officer/applications/{application}/ask', 'procurement-officer'],
  ['POST /officer/applications/{application}/findings', 'procurement-officer'],
  ['PUT /memberships/{membership}/offer', 'supplier-admin'],
  ['POST /memberships/{membership}/removal', 'procurement-officer'],
  ['PUT /requirements/{draft}/shortlist', 'buyer-author'],
]

/** Whoever sends to the others below. */
export const JOINING_SENDERS: [route: string, player: Player][] = [
  ...JOINING_ROUTES,
  ['POST /applications', 'bid-writer'],
  ['POST /applications/{application}/reply', 'bid-writer'],
  ['POST /applications/{application}/exclusions/L202/reply', 'supplier-admin'],
  ['POST /officer/applications/{application}/take-over', 'procurement-officer'],
  ['POST /officer/applications/{application}/verdicts', 'procurement-officer'],
  ['POST /officer/applications/{application}/exclusions', 'procurement-officer'],
  ['POST /officer/applications/{application}/reject', 'procurement-officer'],
  ['POST /memberships/{membership}/suspend', 'procurement-officer'],
  ['POST /memberships/{membership}/incidents', 'supplier-admin'],
  ['POST /memberships/{membership}/removal/reply', 'supplier-admin'],
  ['POST /memberships/{membership}/removal/take-back', 'procurement-officer'],
  ['POST /memberships/{membership}/removal/confirm', 'senior-officer'],
  ['POST /suppliers/{supplier}/interest-declarations', 'procurement-officer'],
]

const LONG = 'x'.repeat(20_001)

/** Wrong in type or form, and the place each is wrong at. */
export const JOINING_FIELDS: [route: string, body: object, ...pointers: string[]][] = [
  ['POST /applications', {}, '/categoryId'],
  ['POST /applications', { categoryId: 5, supplierId: 'x' }, '/categoryId', '/supplierId'],
  ['PATCH /applications/{application}', { productIds: 'x', offer: [] }, '/productIds', '/offer'],
  ['PATCH /applications/{application}', { productIds: ['x'], offer: null }, '/productIds', '/offer'],
  ['PATCH /applications/{application}', { productIds: [], offer: { location: 'london' } }, '/offer/location'],
  ['PATCH /applications/{application}', { productIds: [], offer: { 'a/b': [null], '~': [[]] } }, '/offer/a~1b', '/offer/~0'],
  ['PATCH /applications/{application}', { productIds: [], offer: { location: Array.from({ length: 501 }, () => 'x') } }, '/offer'],
  ['POST /applications/{application}/submit', {}, '/declaredAs', '/declaration'],
  [
    'POST /applications/{application}/submit',
    { declaredAs: ' \t', declaration: 5, contentHash: {} },
    '/declaredAs',
    '/declaration',
    '/contentHash',
  ],
  ['POST /applications/{application}/submit', { declaredAs: 'x'.repeat(201), declaration: 'x'.repeat(101) }, '/declaredAs', '/declaration'],
  ['POST /applications/{application}/reply', { text: 'x'.repeat(10_001), answers: [{ question: 'x' }] }, '/text', '/answers/0/question'],
  ['POST /applications/{application}/reply', { text: 'x', answers: [null] }, '/answers/0'],
  ['POST /applications/{application}/exclusions/L202/reply', { text: LONG, outcome: 'no-exclusion' }, '/text', '/outcome'],
  ['POST /officer/applications/{application}/take-over', { reason: ' ' }, '/reason'],
  ['POST /officer/applications/{application}/ask', { text: [], replyBy: '2027-02-31' }, '/text', '/replyBy'],
  ['POST /officer/applications/{application}/findings', { findings: {} }, '/findings'],
  [
    'POST /officer/applications/{application}/findings',
    { findings: [{ criterion: 'x', met: 'yes' }] },
    '/findings/0/criterion',
    '/findings/0/met',
    '/findings/0/reason',
  ],
  [
    'POST /officer/applications/{application}/verdicts',
    { verdicts: [{ pinId: 1, verdict: 'fine' }] },
    '/verdicts/0/pinId',
    '/verdicts/0/verdict',
  ],
  [
    'POST /officer/applications/{application}/exclusions',
    { ground: 5, evidence: LONG, replyBy: 'soon' },
    '/ground',
    '/evidence',
    '/replyBy',
  ],
  ['POST /officer/applications/{application}/reject', { criterion: 'x', reasons: '' }, '/criterion', '/reasons'],
  ['PUT /memberships/{membership}/offer', { offer: 'x' }, '/offer'],
  ['PUT /memberships/{membership}/offer', { offer: { location: { london: true } } }, '/offer/location'],
  ['POST /memberships/{membership}/suspend', { ground: ['x'], reason: LONG }, '/ground', '/reason'],
  ['POST /memberships/{membership}/incidents', { account: ' ', happenedOn: 'yesterday' }, '/account', '/happenedOn', '/product'],
  [
    'POST /memberships/{membership}/removal',
    { ground: 'x'.repeat(81), evidence: [], replyBy: 5, must: true },
    '/ground',
    '/evidence',
    '/replyBy',
    '/must',
  ],
  ['POST /memberships/{membership}/removal/reply', { reply: LONG }, '/reply'],
  ['POST /memberships/{membership}/removal/take-back', { reason: 'x', isNotExcluded: 'yes' }, '/isNotExcluded'],
  ['POST /memberships/{membership}/removal/confirm', { applies: 1, likelyToRecur: 'no' }, '/reason', '/applies', '/likelyToRecur'],
  ['POST /suppliers/{supplier}/interest-declarations', { hasInterest: 1, details: 'x'.repeat(5001) }, '/hasInterest', '/details'],
  ['PUT /requirements/{draft}/shortlist', { name: 'x'.repeat(201), filters: 5, tokens: [] }, '/name', '/filters', '/tokens'],
  ['PUT /requirements/{draft}/shortlist', { name: 'x', filters: { sector: 'health' } }, '/filters'],
  ['PUT /requirements/{draft}/shortlist', { name: 'x', filters: { 'a/b': [] } }, '/filters'],
]
