import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { hire } from './support/people.js'
import { contents, LOG, problem } from './support/problems.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aWorkingCopy, placeIn, settled, theAuditOf } from './support/world.js'

const DRAFTS: [route: string, player: Player | Newcomer, body: object][] = [
  ['POST /ethics-audits/{audit}/verdicts', 'procurement-officer', { questionId: 'Q906', finding: 'accepted' }],
  ['POST /ethics-audits/{audit}/threads/Q906/messages', 'procurement-officer', { text: 'x' }],
  ['POST /ethics-audits/{audit}/sign-off', 'procurement-officer', {}],
  ['PATCH /requirements/{draft}', 'buyer-author', { title: 'x' }],
  ['POST /requirements/{waiting}/approve', 'buyer-approver', {}],
  ['POST /requirements/{open}/amend', 'buyer-author', { changes: { title: 'x' }, reason: 'x' }],
  ['PATCH /bids/{bid}', 'supplier-admin', { declarations: null }],
  ['PATCH /bids/{bid}/ethics-answers', 'supplier-admin', { Q101: { value: 'ai_core' } }],
]

const LATER = { submissionDeadline: '2029-12-31T12:00:00Z', reason: 'x' }

/** Well-formed, and yet: what the state or a rule refuses. */
const REFUSED: [route: string, player: Player | Newcomer, body: object, status: number, code: string, ...pointers: string[]][] = [
  ['PATCH /requirements/{waiting}', 'buyer-author', { title: 'x' }, 409, 'requirement-not-draft'],
  ['PATCH /requirements/{open}', 'buyer-author', { title: 'x' }, 409, 'requirement-not-draft'],
  ['PATCH /requirements/{draft}', 'buyer-author', { categoryIds: ['{foreign}'] }, 422, 'category-unknown', '/categoryIds/0'],
  ['POST /requirements', 'buyer-author', { agreementId: '{open}' }, 422, 'agreement-unknown'],
  [
    'POST /requirements/{empty}/submit-for-approval',
    'buyer-author',
    {},
    422,
    'requirement-incomplete',
    '/title',
    '/criteria',
    '/categoryIds',
  ],
  ['POST /requirements/{open}/submit-for-approval', 'buyer-author', {}, 409, 'requirement-state'],
  ['POST /requirements/{draft}/approve', 'buyer-approver', {}, 409, 'requirement-state'],
  ['POST /requirements/{draft}/return', 'buyer-approver', { reason: 'x' }, 409, 'requirement-state'],
  ['POST /requirements/{open}/return', 'buyer-approver', { reason: 'x' }, 409, 'requirement-state'],
  ['POST /requirements/{draft}/release-hold', 'senior-officer', { reason: 'x', seniorOwner: 'x' }, 409, 'requirement-state'],
  ['POST /requirements/{waiting}/release-hold', 'senior-officer', { reason: 'x', seniorOwner: 'x' }, 422, 'nothing-held'],
  ['POST /requirements/{open}/release-hold', 'senior-officer', { reason: 'x', seniorOwner: 'x' }, 409, 'requirement-state'],
  ['POST /requirements/{waiting}/publish', 'buyer-author', {}, 409, 'requirement-state'],
  ['POST /requirements/{open}/publish', 'buyer-author', {}, 409, 'requirement-state'],
  ['POST /requirements/{waiting}/extend', 'buyer-author', LATER, 409, 'requirement-not-open'],
  ['POST /requirements/{opened}/amend', 'buyer-author', { changes: { title: 'x' }, reason: 'x' }, 409, 'requirement-not-open'],
  ['POST /requirements/{open}/reopen', 'buyer-approver', LATER, 409, 'requirement-not-closed'],
  ['POST /requirements/{draft}/reopen', 'procurement-officer', LATER, 409, 'requirement-not-closed'],
  ['POST /requirements/{opened}/reopen', 'buyer-approver', LATER, 409, 'bids-already-opened'],
  ['POST /requirements/{open}/bids', 'supplier-admin', {}, 409, 'bid-exists'],
  ['POST /requirements/{open}/bids', 'new-outsider', {}, 409, 'membership-not-active'],
  ['POST /requirements/{opened}/bids', 'supplier-admin', {}, 409, 'deadline-passed'],
  ['PATCH /bids/{openedBid}', 'rival-admin', { declarations: null }, 409, 'deadline-passed'],
  ['PATCH /bids/{openedBid}/ethics-answers', 'rival-admin', { Q101: { value: 'ai_core' } }, 409, 'deadline-passed'],
  ['PATCH /bids/{bid}/ethics-answers', 'supplier-admin', {}, 400, 'answers-missing'],
  ['PATCH /bids/{bid}/ethics-answers', 'supplier-admin', { Q101: null, Q201: null }, 422, 'several-sections'],
  ['PUT /bids/{bid}/acknowledgements/SR-42', 'supplier-admin', { reason: 'x' }, 422, 'rule-does-not-warn'],
  ['PUT /bids/{bid}/acknowledgements/SR-999', 'supplier-admin', { reason: 'x' }, 404, 'not-found'],
  ['PUT /bids/{openedBid}/acknowledgements/SR-42', 'rival-admin', { reason: 'x' }, 409, 'deadline-passed'],
  ['POST /bids/{openedBid}/submit', 'rival-admin', {}, 409, 'deadline-passed'],
  [
    'POST /bids/{emptyBid}/submit',
    'rival-admin',
    {},
    422,
    'bid-incomplete',
    '/awardAnswers',
    '/priceSchedule',
    '/declarations/termsAccepted',
  ],
  ['POST /bids/{bid}/submit', 'supplier-admin', {}, 422, 'ethics-check-failed'],
  ['POST /bids/{bid}/withdraw', 'supplier-admin', {}, 409, 'nothing-to-withdraw'],
  ['POST /bids/{openedBid}/withdraw', 'rival-admin', {}, 409, 'deadline-passed'],
  ['POST /requirements/{open}/open-bids', 'procurement-officer', {}, 403, 'interests-not-declared'],
  ['POST /requirements/{opened}/open-bids', 'procurement-officer', {}, 409, 'bids-already-opened'],
  [
    'POST /requirements/{opened}/interest-declarations',
    'procurement-officer',
    { hasInterest: true, details: ' ' },
    422,
    'interest-unexplained',
  ],
  [
    'POST /ethics-audits/{audit}/verdicts',
    'procurement-officer',
    { questionId: 'Q999', finding: 'accepted' },
    422,
    'verdict-unfounded',
    '/questionId',
  ],
  [
    'POST /ethics-audits/{audit}/verdicts',
    'procurement-officer',
    { questionId: 'Q906', finding: 'queried' },
    422,
    'verdict-unfounded',
    '/reason',
  ],
  [
    'POST /ethics-audits/{audit}/verdicts',
    'procurement-officer',
    { questionId: 'Q906', finding: 'rejected', reason: 'x' },
    422,
    'verdict-unfounded',
    '/clause',
  ],
  [
    'POST /ethics-audits/{audit}/verdicts',
    'procurement-officer',
    { questionId: 'Q906', finding: 'rejected', reason: 'x', clause: 'AIP-99' },
    422,
    'verdict-unfounded',
    '/clause',
  ],
  [
    // It binds the buyer.
    'POST /ethics-audits/{audit}/verdicts',
    'procurement-officer',
    { questionId: 'Q906', finding: 'rejected', reason: 'x', clause: 'AIP-1.1' },
    422,
    'verdict-unfounded',
    '/clause',
  ],
  [
    'POST /ethics-audits/{audit}/verdicts',
    'procurement-officer',
    { questionId: 'Q906', finding: 'queried', reason: 'x', checked: 'x' },
    422,
    'verdict-unfounded',
    '/checked',
  ],
  ['POST /ethics-audits/{audit}/sign-off', 'procurement-officer', {}, 422, 'audit-not-complete', ''],
  ['POST /ethics-audits/{audit}/threads/Q906/messages', 'procurement-officer', { text: 'x' }, 404, 'not-found'],
]

describe('A well-formed request', () => {
  let test: TestApp
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    await hire(test, 'new-outsider', 'Fourth Example Supplier', 'supplier-admin')
    const { requirementId, bidIds } = await anOpening(test, 'rival-admin')
    const openedBid = String(bidIds[0])
    const waiting = await aDraft(test)
    const open = await anOpenRequirement(test)
    const { agreementId } = await placeIn(test, 'PRACTICE')
    const empty = await test.api('buyer-author').post('/requirements').send({ agreementId }).expect(201)
    Object.assign(ids, {
      opened: requirementId,
      openedBid,
      audit: await theAuditOf(test, openedBid),
      draft: (await aDraft(test)).id,
      waiting: waiting.id,
      empty: (empty.body as { id: string }).id,
      open,
      bid: await aWorkingCopy(test, open),
      emptyBid: await theBidOf('rival-admin', open),
      foreign: (await placeIn(test, 'AI-DPS-1')).categoryId,
    })
    await test.api('buyer-author').post(`/requirements/${waiting.id}/submit-for-approval`).expect(200)
    await settled(test)
  })
  afterAll(() => test.stop())

  const theBidOf = async (bidder: Player, requirementId: string): Promise<string> => {
    const { body } = await test.api(bidder).post(`/requirements/${requirementId}/bids`).expect(201)
    return (body as { id: string }).id
  }

  const filled = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name]))

  const send = (route: string, player: Player | Newcomer, body: object) =>
    test.call(filled(route), player).send(JSON.parse(filled(JSON.stringify(body))) as object)

  /** The newest ETag, so that nothing is refused for being stale. */
  const etagFor = async (route: string, player: Player | Newcomer): Promise<string> => {
    const [, path] = /^(?:PATCH (\/\w+\/\{\w+\})|POST (\/ethics-audits\/\{\w+\})\/.+)$/.exec(route)?.filter(Boolean) ?? []
    if (path === undefined) return '"0"'
    return String((await test.api(player).get(filled(path)).expect(200)).headers['etag'])
  }

  describe.each(DRAFTS)('to %s', (route, player, body) => {
    it('is refused without If-Match', async () => {
      const before = await contents(test)
      await send(route, player, body).expect(problem(428, 'if-match-missing'))
      expect(await contents(test)).toEqual(before)
    })

    it.each(['"99"', 'W/"1"', '*', '1', '"1", "2"', '"-1"', '"99999999999999999999"'])(
      'is refused with the stale If-Match %s',
      async tag => {
        const before = await contents(test, LOG)
        await send(route, player, body).set('If-Match', tag).expect(problem(412, 'stale-version'))
        expect(await contents(test, LOG)).toEqual(before)
      },
    )
  })

  it.each(REFUSED)('to %s by the %s with %j is refused with %d %s', async (route, player, body, status, code, ...pointers) => {
    // An officer must see a bid that came too late.
    const noted = code === 'deadline-passed' ? [...LOG, 'officer_event'] : LOG
    const before = await contents(test, noted)
    const request = send(route, player, body).set('If-Match', await etagFor(route, player))
    await request.expect(problem(status, code, ...pointers))
    expect(await contents(test, noted)).toEqual(before)
  })
})
