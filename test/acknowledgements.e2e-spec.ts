import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { sealOfBids, statementOf } from '../src/modules/bids/sealing.js'
import { newId } from '../src/shared/ids.js'
import { contents, LOG, problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { answer, anOpenRequirement, aPassingBid, aPublicRequirement, aWorkingCopy, declareNoInterests } from './support/world.js'

/** SR-31 warns of this at the low tier, in other words than the golden bid's, whose acknowledgement so lapses. */
const NO_CERTIFICATE = {
  Q704: {
    value: ['none'],
    reason:
      'Our assessment for the certificate named in the notice is booked, and we work under the certified controls of our parent until then.',
  },
}
const REASON = 'The assessment is on 12 January, before the service starts.'

describe('A warning', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const aWarnedBid = async (closesIn = 3600): Promise<{ bidId: string; requirementId: string }> => {
    const requirementId = await anOpenRequirement(test, { closesIn })
    const bidId = await aPassingBid(test, requirementId)
    await answer(test, bidId, NO_CERTIFICATE)
    return { bidId, requirementId }
  }

  const acknowledge = (bidId: string, reason = REASON, player: 'bid-writer' | 'supplier-admin' | 'rival-admin' = 'supplier-admin') =>
    test.api(player).put(`/bids/${bidId}/acknowledgements/SR-31`).send({ reason })

  const submit = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/submit`)

  const shown = async (bidId: string): Promise<unknown> => {
    const { body } = await test.api('bid-writer').get(`/bids/${bidId}`).expect(200)
    return (body as { acknowledgements: { rule: string }[] }).acknowledgements.filter(({ rule }) => rule === 'SR-31')
  }

  it('keeps a bid from being submitted until it is acknowledged', async () => {
    const { bidId } = await aWarnedBid()
    const before = await contents(test, LOG)
    const refused = await submit(bidId).expect(problem(422, 'warnings-not-acknowledged'))
    expect(refused.body).toMatchObject({ rules: ['SR-31'], report: { outcome: 'passed-with-warnings' } })
    expect(await contents(test, LOG)).toEqual(before)

    const { body } = await acknowledge(bidId).expect(200)
    const given = {
      rule: 'SR-31',
      reason: REASON,
      role: 'supplier-admin',
      personId: expect.any(String),
      acknowledgedAt: expect.any(String),
      stands: true,
    }
    expect(body).toEqual(given)
    expect(await shown(bidId)).toEqual([given])
    await submit(bidId).expect(201)
    await submit(bidId).expect(200)
  })

  it('leaves the report as it was, byte by byte', async () => {
    const { bidId } = await aWarnedBid()
    const report = async (): Promise<string> => (await test.api('bid-writer').post(`/bids/${bidId}/ethics-check`).expect(200)).text
    const before = await report()
    await acknowledge(bidId, REASON, 'bid-writer').expect(200)
    expect(await report()).toBe(before)
    expect(before).not.toContain(REASON)
  })

  it('has to be acknowledged again when what the rule read has changed, and not when anything else has', async () => {
    const { bidId } = await aWarnedBid()
    await acknowledge(bidId).expect(200)
    await answer(test, bidId, { Q201: { text: 'Inspectors see each defect sooner. '.repeat(20), parts: PARTS } })
    expect(await shown(bidId)).toMatchObject([{ stands: true }])

    await answer(test, bidId, { Q704: { value: ['cyber_essentials', 'none'], reason: NO_CERTIFICATE.Q704.reason } })
    expect(await shown(bidId)).toMatchObject([{ rule: 'SR-31', stands: false }])
    await answer(test, bidId, NO_CERTIFICATE)
    expect(await shown(bidId)).toMatchObject([{ rule: 'SR-31', stands: true }])
    await answer(test, bidId, { Q704: null })
    expect(await shown(bidId)).toMatchObject([{ stands: false }])
    await acknowledge(bidId).expect(problem(422, 'rule-does-not-warn'))
  })

  it('acknowledged with another reason has the last one, and with the same one stays as it was', async () => {
    const { bidId } = await aWarnedBid()
    const first = await acknowledge(bidId, REASON, 'bid-writer').expect(200)
    const before = await contents(test)
    const again = await acknowledge(bidId).expect(200)
    expect(again.body).toEqual(first.body)
    expect(await contents(test)).toEqual(before)
    await acknowledge(bidId, 'Another reason.').expect(200)
    expect(await shown(bidId)).toMatchObject([{ reason: 'Another reason.', role: 'supplier-admin' }])
  })

  it('is told to the buyer with its reason once the bids are open, and to nobody before', async () => {
    const { bidId, requirementId } = await aWarnedBid(300)
    await acknowledge(bidId).expect(200)
    await submit(bidId).expect(201)
    await test.api('rival-admin').get(`/bids/${bidId}`).expect(problem(404, 'not-found'))
    await test.moveClock('6 minutes')
    await declareNoInterests(test, requirementId)
    await test.api('buyer-approver').get(`/requirements/${requirementId}/bids/${bidId}`).expect(problem(409, 'bids-sealed'))
    await test.api('buyer-approver').post(`/requirements/${requirementId}/open-bids`).expect(200)
    await test.api('procurement-officer').post(`/requirements/${requirementId}/open-bids`).expect(200)

    const { body } = await test.api('buyer-approver').get(`/requirements/${requirementId}/bids/${bidId}`).expect(200)
    expect((body as { acknowledgements: unknown }).acknowledgements).toEqual([
      { rule: 'SR-31', reason: REASON, role: 'supplier-admin', personId: expect.any(String), acknowledgedAt: expect.any(String) },
      expect.objectContaining({ rule: 'SR-46' }),
    ])
    await acknowledge(bidId, 'Too late.').expect(problem(409, 'deadline-passed'))
  })

  it('acknowledged by two at once has one reason', async () => {
    const { bidId } = await aWarnedBid()
    const reasons = ['One.', 'Two.', 'Three.', 'Four.']
    const answers = await Promise.all(reasons.map(reason => acknowledge(bidId, reason)))
    expect(answers.map(({ status }) => status)).toEqual(reasons.map(() => 200))
    expect(await shown(bidId)).toHaveLength(1)
  })
})

describe('A supplier’s statement about itself', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const HARM = { Q805: { value: 'yes', parts: { details: 'A contract ended early in 2025 after a dispute on figures.' } } }

  const NO_HARM = { Q805: { value: 'none' } }

  const statements = async () => {
    const found = await test.rows<{ id: string; supplierId: string; supplier: string; question: string; value: Buffer }>(
      `SELECT s.id, s.supplier_id AS "supplierId", o.name AS supplier, s.question, s.value
       FROM supplier_statement s JOIN organisation o ON o.id = s.supplier_id ORDER BY s.stated_at`,
    )
    const seal = sealOfBids(test.config)
    return found.map(({ id, supplierId, value, ...row }) => ({ ...row, value: String(seal.unseal(value, statementOf(supplierId, id))) }))
  }

  const submitWith = async (bidder: 'supplier-admin' | 'rival-admin', answers: Readonly<Record<string, unknown>>): Promise<string> => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test), bidder)
    await answer(test, bidId, answers, bidder)
    await test.api(bidder).post(`/bids/${bidId}/submit`).expect(201)
    return bidId
  }

  const inputHash = async (bidder: 'supplier-admin' | 'rival-admin', bidId: string): Promise<string> => {
    const { body } = await test.api(bidder).post(`/bids/${bidId}/ethics-check`).expect(200)
    return (body as { inputHash: string }).inputHash
  }

  /** Whether the rival's bid is referred for saying otherwise than it did before. */
  const differs = async (bidId: string): Promise<boolean> => {
    const { body } = await test.api('rival-admin').post(`/bids/${bidId}/ethics-check`).expect(200)
    return (body as { findings: { rule: string }[] }).findings.some(({ rule }) => rule === 'XR-12')
  }

  /** On a requirement that is open for longer than one may be published today. */
  const aLongBid = async (): Promise<string> => {
    const id = await anOpenRequirement(test)
    await test.rows(`UPDATE requirement SET submission_deadline = market_now() + interval '6 years' WHERE id = $1`, [id])
    return aPassingBid(test, id, 'rival-admin')
  }

  const yearsLater = async (years: number): Promise<void> => {
    await test.moveClock(`${years} years`)
    await test.signIn('rival-admin')
  }

  it('is noted with each submission and read with its other bids only', async () => {
    const open = await anOpenRequirement(test)
    const [own, rival] = [await aPassingBid(test, open), await aPassingBid(test, open, 'rival-admin')]
    const [before, rivalBefore] = [await inputHash('supplier-admin', own), await inputHash('rival-admin', rival)]

    await submitWith('supplier-admin', HARM)
    await submitWith('supplier-admin', HARM)
    const harm = { supplier: expect.stringContaining('First'), question: 'Q805', value: '"yes"' }
    expect(await statements()).toEqual([harm, harm])
    expect(await inputHash('supplier-admin', own)).not.toBe(before)
    expect(await inputHash('rival-admin', rival)).toBe(rivalBefore)

    await submitWith('supplier-admin', NO_HARM)
    expect((await statements()).map(({ value }) => value)).toEqual(['"yes"', '"yes"', '"none"'])
    await submitWith('rival-admin', NO_HARM)
    expect(await statements()).toHaveLength(4)
  })

  it('counts as it was last made with another bid, and not at all with its own', async () => {
    const open = await anOpenRequirement(test)
    const [slip, other] = [
      await aPassingBid(test, open, 'rival-admin'),
      await aPassingBid(test, await anOpenRequirement(test), 'rival-admin'),
    ]
    await answer(test, slip, HARM, 'rival-admin')
    await test.api('rival-admin').post(`/bids/${slip}/submit`).expect(201)
    await answer(test, slip, NO_HARM, 'rival-admin')
    expect([await differs(slip), await differs(other)]).toEqual([false, true])
    await test.api('rival-admin').post(`/bids/${slip}/submit`).expect(201)
    expect([await differs(slip), await differs(other)]).toEqual([false, false])

    await answer(test, other, HARM, 'rival-admin')
    await test.api('rival-admin').post(`/bids/${other}/submit`).expect(201)
    expect([await differs(slip), await differs(other)]).toEqual([true, false])
    await test.api('rival-admin').post(`/bids/${other}/withdraw`).expect(200)
    expect(await differs(slip)).toBe(false)
  })

  it('made for practice says nothing of a real bid, nor the other way round', async () => {
    const bidOn = (requirementId: string) => aPassingBid(test, requirementId, 'rival-admin')
    const [practice, real] = [await bidOn(await anOpenRequirement(test)), await bidOn(await aPublicRequirement(test))]
    for (const [requirementId, differing] of [
      [await anOpenRequirement(test), [true, false]],
      [await aPublicRequirement(test), [false, true]],
    ] as const) {
      const other = await bidOn(requirementId)
      await answer(test, other, HARM, 'rival-admin')
      await test.api('rival-admin').post(`/bids/${other}/submit`).expect(201)
      expect([await differs(practice), await differs(real)]).toEqual(differing)
      await test.api('rival-admin').post(`/bids/${other}/withdraw`).expect(200)
    }
  })

  it('ages by the database’s clock', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test, { closesIn: 31_500_000 }))
    const before = await inputHash('supplier-admin', bidId)
    expect(await inputHash('supplier-admin', bidId)).toBe(before)
    await test.moveClock('11 months')
    await test.signIn('supplier-admin')
    expect(await inputHash('supplier-admin', bidId)).toBe(before)
    await test.moveClock('2 months')
    await test.signIn('supplier-admin')
    expect(await inputHash('supplier-admin', bidId)).not.toBe(before)
  })

  it('is not noted when a submission is refused', async () => {
    await Promise.all([...test.tokens.keys()].map(player => test.signIn(player)))
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    await answer(test, bidId, HARM)
    const before = await statements()
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(problem(422, 'ethics-check-failed'))
    expect(await statements()).toEqual(before)
  })

  it('is as old as the last time it was made', async () => {
    const [first, again, next] = [await aLongBid(), await aLongBid(), await aLongBid()]
    const submitHarm = async (bidId: string): Promise<void> => {
      await answer(test, bidId, HARM, 'rival-admin')
      await test.api('rival-admin').post(`/bids/${bidId}/submit`).expect(201)
    }
    await submitHarm(first)
    await yearsLater(2)
    await submitHarm(again)
    await yearsLater(2)
    expect(await differs(next)).toBe(true)
    await yearsLater(1)
    expect(await differs(next)).toBe(false)
  })
})

describe('A rule', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it.each(['SR-999', 'BR-01', 'sr-01', '__proto__', 'SR-01%2fx'])(
    'that is no supplier rule, %s, has nothing to acknowledge',
    async rule => {
      const bidId = await aPassingBid(test, await anOpenRequirement(test))
      const before = await contents(test)
      await test.api('bid-writer').put(`/bids/${bidId}/acknowledgements/${rule}`).send({ reason: 'x' }).expect(problem(404, 'not-found'))
      await test.api('bid-writer').put(`/bids/${newId()}/acknowledgements/SR-01`).send({ reason: 'x' }).expect(problem(404, 'not-found'))
      expect(await contents(test)).toEqual(before)
    },
  )
})

const PARTS = { outcome_ids: ['O1'], measure: 'Median days from first image to work list', baseline: '47 days' }
