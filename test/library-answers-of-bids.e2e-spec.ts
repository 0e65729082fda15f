import { createHash } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { verifyBids } from '../src/modules/bids/verify-bids.js'
import { canonicalBytes } from '../src/shared/canonical.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { aClaim, aProduct, saveAnswer } from './support/library.js'
import { problem } from './support/problems.js'
import { queued } from './support/queues.js'
import { DAY } from './support/shortlists.js'
import { aMember, declareNoInterest, type Member } from './support/standing.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, changeDeclarations, declareNoInterests, eventsHandled, theAuditOf } from './support/world.js'

interface Stands {
  pinned: string
  membershipId: string | null
  applicationId: string | null
  hash: string | null
  isVerified: boolean | null
  items: {
    question: string
    productId: string | null
    version: number
    hash: string
    content: object
    acceptedVersion: number | null
    changedSinceAccepted: string[]
    libraryVersion?: number | null
    confirmedAt?: string | null
  }[]
}

interface Received {
  version: number
  membershipId: string
  libraryAnswers: string | null
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

/** What anybody computes who has only the answer of the API. */
function recomputed({ items }: Stands): string {
  const lines = items.map(({ question, productId, version, content }) =>
    [question, productId ?? '-', String(version), sha256(canonicalBytes(content))].join(' '),
  )
  return `sha256-${sha256(lines.toSorted().join('\n'))}`
}

describe('The library answers that a bid stands on', () => {
  let test: TestApp
  let member: Member
  let product: string
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    product = await aProduct(test, 'Reader')
    await saveAnswer(test, 'B2', aClaim('2099-12-31', 'It reads letters.'), { product })
    await saveAnswer(test, 'L105', { values: { role: 'Bids office', email: 'office@example.test' } })
    member = await aMember(test, { agreement: { regime: 'pa2023-dynamic-market', initialWindowDays: 0, minimumTenderDays: 10 } })
    const place = { agreementId: member.agreementId, categoryIds: [member.categoryId] }
    requirementId = await anOpenRequirement(test, { ...place, closesIn: 14 * DAY })
    bidId = await aPassingBid(test, requirementId)
  })
  afterAll(() => test.stop())

  const submit = (id: string) => test.api('supplier-admin').post(`/bids/${id}/submit`)

  const claim = (text: string) => saveAnswer(test, 'B2', aClaim('2099-12-31', text), { product })

  const read = (id: string, version: number, as: Player = 'bid-writer') =>
    test.api(as).get(`/bids/${id}/receipts/${version}/library-answers`)

  const standsOn = async (id: string, version: number): Promise<Stands> => (await read(id, version).expect(200)).body as Stands

  const claimIn = ({ items }: Stands) => items.find(({ question }) => question === 'B2')

  /** Submits while the membership is held, beside an answer that is pinned meanwhile, in either order; answers the receipt. */
  const submittedBeside = async (pin: () => Promise<unknown>, first: 'submission' | 'pin'): Promise<Received> => {
    const holder = await test.db.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM membership WHERE id = $1 FOR UPDATE', [member.id])
    const ask = async () => (await submit(bidId).expect(201)).body as Received
    let receipt: Promise<Received>
    try {
      if (first === 'pin') {
        await pin()
        await queued(test, 1)
        receipt = ask()
      } else {
        receipt = ask()
        await queued(test, 1)
        await pin()
      }
      await queued(test, 2)
    } finally {
      await holder.query('COMMIT')
      holder.release()
    }
    return receipt
  }

  it('are those that officers had been given for its membership, each by its hash, and all by one that stands in the receipt', async () => {
    const receipt = (await submit(bidId).expect(201)).body as Received
    const stands = await standsOn(bidId, 1)
    expect(stands).toMatchObject({ pinned: 'pinned', membershipId: member.id, applicationId: member.applicationId, isVerified: true })
    expect(stands.items.map(({ question }) => question).toSorted()).toEqual(['B2', 'L105'])
    expect(receipt).toMatchObject({ membershipId: member.id, libraryAnswers: stands.hash })
    expect(recomputed(stands)).toBe(stands.hash)
    expect(claimIn(stands)).toMatchObject({ version: 1, acceptedVersion: 1, changedSinceAccepted: [], libraryVersion: 1 })
    expect(claimIn(stands)?.confirmedAt).toMatch(/^20/)
    expect((await submit(bidId).expect(200)).body).toEqual(receipt)
  })

  it('are those before an answer that is pinned while it is submitted, or those after it, and the hash verifies either way', async () => {
    await claim('It reads letters and forms.')
    await eventsHandled(test)
    // The same content keeps the receipt that stands, whatever was pinned since.
    expect((await submit(bidId).expect(200)).body).toMatchObject({ version: 1 })
    await changeDeclarations(test, bidId, 'None.')
    const before = await submittedBeside(() => claim('It reads all.'), 'submission')
    await eventsHandled(test)
    await changeDeclarations(test, bidId, 'None that we know of.')
    const after = await submittedBeside(() => claim('It reads all that is printed.'), 'pin')
    expect([before.version, after.version]).toEqual([2, 3])
    for (const [receipt, version] of [
      [before, 2],
      [after, 4],
    ] as const) {
      const stands = await standsOn(bidId, receipt.version)
      expect(claimIn(stands)?.version).toBe(version)
      expect([stands.isVerified, stands.hash, recomputed(stands)]).toEqual([true, receipt.libraryAnswers, receipt.libraryAnswers])
    }
    expect(claimIn(await standsOn(bidId, 1))?.version).toBe(1)
  })

  it('tell what changed since an officer accepted them, until an officer accepts that', async () => {
    await eventsHandled(test)
    expect(claimIn(await standsOn(bidId, 3))).toMatchObject({
      version: 4,
      acceptedVersion: 1,
      changedSinceAccepted: [expect.any(String)],
      libraryVersion: 4,
    })
    await declareNoInterest(test, member.supplierId, 'procurement-officer')
    const [review] = await test.rows<{ id: string }>('SELECT id FROM membership_review WHERE membership_id = $1', [member.id])
    const path = `/membership-reviews/${String(review?.id)}`
    const { headers } = await test.api('procurement-officer').get(path).expect(200)
    await test.api('procurement-officer').post(`${path}/accept`).set('If-Match', String(headers['etag'])).send({}).expect(200)
    expect(claimIn(await standsOn(bidId, 3))).toMatchObject({ acceptedVersion: 4, changedSinceAccepted: [] })
    // The version before was never accepted itself.
    expect(claimIn(await standsOn(bidId, 2))).toMatchObject({ version: 2, acceptedVersion: 1 })
  })

  it('are for nobody else before the opening', async () => {
    await read(bidId, 3, 'rival-admin').expect(problem(404, 'not-found'))
    await read(bidId, 9).expect(problem(404, 'not-found'))
    for (const player of ['buyer-author', 'procurement-officer', 'auditor'] as const)
      await read(bidId, 3, player).expect(problem(403, 'role-missing'))
  })

  it('are none where the membership came of no application, and not known of a version from before', async () => {
    const other = await aPassingBid(test, await anOpenRequirement(test))
    const receipt = (await submit(other).expect(201)).body as Received
    expect(receipt).toMatchObject({ membershipId: expect.any(String), libraryAnswers: null })
    expect(await standsOn(other, 1)).toMatchObject({ pinned: 'none', hash: null, isVerified: null, items: [] })
    await test.rows('ALTER TABLE bid_version DISABLE TRIGGER USER')
    await test.rows('UPDATE bid_version SET membership_id = NULL WHERE bid_id = $1', [other])
    expect(await standsOn(other, 1)).toMatchObject({ pinned: 'not-recorded', membershipId: null, items: [] })
    await test.rows('UPDATE bid_version SET membership_id = $2 WHERE bid_id = $1', [other, receipt.membershipId])
    await test.rows('ALTER TABLE bid_version ENABLE TRIGGER USER')
  })

  it('are held against what was pinned by whoever verifies all bids', async () => {
    const findings = async () => {
      const found: string[] = []
      await test.app.get(UnitOfWork).run(SYSTEM, tx => verifyBids(tx, ({ fault }) => found.push(fault)))
      return found
    }
    expect(await findings()).toEqual([])
    await test.rows('ALTER TABLE application_answer DISABLE TRIGGER USER')
    const moved = (sign: string) =>
      test.rows(
        `UPDATE application_answer SET pinned_at = pinned_at ${sign} interval '30 days' WHERE application_id = $1 AND version = 4`,
        [member.applicationId],
      )
    await moved('+')
    expect(await findings()).toEqual(['other-library-answers'])
    expect(await standsOn(bidId, 3)).toMatchObject({ isVerified: false })
    await moved('-')
    await test.rows('ALTER TABLE application_answer ENABLE TRIGGER USER')
    expect(await findings()).toEqual([])
  })

  it('are there for officers and auditors in the audit of the opened bid, by the same hash, and for nobody with an interest in the supplier', async () => {
    await test.moveClock('15 days')
    await test.signInAll()
    await declareNoInterests(test, requirementId)
    await test.api('buyer-approver').post(`/requirements/${requirementId}/open-bids`).expect(200)
    await test.api('procurement-officer').post(`/requirements/${requirementId}/open-bids`).expect(200)
    const path = `/ethics-audits/${await theAuditOf(test, bidId)}/library-answers`
    await test.api('auditor').get(path).expect(problem(403, 'interests-not-declared'))
    await test.api('buyer-approver').get(path).expect(problem(403, 'role-missing'))
    await test
      .api('auditor')
      .post(`/requirements/${requirementId}/interest-declarations`)
      .send({ hasInterest: false, details: '' })
      .expect(204)
    const own = await standsOn(bidId, 3)
    for (const player of ['procurement-officer', 'auditor'] as const) {
      const stands = (await test.api(player).get(path).expect(200)).body as Stands
      expect([stands.isVerified, stands.hash, recomputed(stands)]).toEqual([true, own.hash, own.hash])
      expect(claimIn(stands)).not.toHaveProperty('confirmedAt')
    }
    await test
      .api('auditor')
      .post(`/suppliers/${member.supplierId}/interest-declarations`)
      .send({ hasInterest: true, details: 'A cousin works there.' })
      .expect(204)
    await test.api('auditor').get(path).expect(problem(403, 'interest-declared'))
  })
})
