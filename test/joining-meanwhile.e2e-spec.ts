import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { end, thawed } from './support/agreements.js'
import { Changes } from './support/changes.js'
import { aClaimed, act as decide, done, findAllGood, inWorkingDays, look, noInterestIn, supplierOf } from './support/deciding.js'
import { PageSender } from './support/page-sender.js'
import { problem } from './support/problems.js'
import { choose, DAY, shortlistsOf } from './support/shortlists.js'
import { A_SUSPENSION, act, aKnownMember, dayIn, daysPass } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, aPassingBid, eventsHandled } from './support/world.js'

describe('Whoever joins while a tender is under way', () => {
  let test: TestApp
  let the: Changes
  let supplierName: string

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    const supplierId = await supplierOf(test)
    await noInterestIn(test, supplierId, 'procurement-officer', 'second-officer')
    const [supplier] = await test.rows<{ name: string }>('SELECT name FROM organisation WHERE id = $1', [supplierId])
    supplierName = String(supplier?.name)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const { published, rounds, invited } = shortlistsOf(() => test)

  /** An open requirement for who works in London, in the category of an application that lacks nothing but the decision. */
  const tenderBeside = async (regime: 'pcr2015-dps' | 'pa2023-dynamic-market', days: number) => {
    const applicationId = await aClaimed(test, { regime })
    await findAllGood(test, applicationId)
    const { file } = await look(test, applicationId)
    const { categoryId } = file.application
    const [category] = await test.rows<{ agreementId: string }>('SELECT agreement_id AS "agreementId" FROM category WHERE id = $1', [
      categoryId,
    ])
    // Suppliers had the first days to ask to join in before.
    await thawed(test, `UPDATE agreement SET valid_from = valid_from - interval '60 days' WHERE id = $1`, [category?.agreementId])
    const { id } = await aDraft(test, {
      agreementId: String(category?.agreementId),
      categoryIds: [categoryId],
      closesIn: days * DAY,
    })
    expect((await choose(test, id, { location: ['london'] })).status).toBe(200)
    await published(id)
    return { id, applicationId }
  }

  it('T7 new supplier admitted, PA: is invited by the decision itself', async () => {
    const { id, applicationId } = await tenderBeside('pa2023-dynamic-market', 14)
    expect(await invited(id)).toEqual([])
    await done(test, applicationId, 'admit')
    expect(await invited(id)).toEqual([supplierName])
    expect((await rounds(id)).items).toMatchObject([{ count: 0 }, { count: 1, reason: 'admitted-later', isProven: true }])
  })

  it('T7 new supplier admitted, PCR: is not invited with less than ten days, which its buyer is told, and is once the buyer extends', async () => {
    const { id, applicationId } = await tenderBeside('pcr2015-dps', 14)
    await test.moveClock('5 days')
    await test.signInAll()
    await done(test, applicationId, 'admit')
    expect(await invited(id)).toEqual([])
    expect((await rounds(id)).waiting).toBe(1)
    const { body } = await bid(id).expect(problem(409, 'not-invited'))
    expect((body as { detail: string }).detail).toMatch(/only suppliers that were invited may bid.*ask the buyer for one/)
    expect(await refusalsOf(id)).toEqual(['bid.start-refused'])
    expect(await pageOf(id)).toContain('because it was not invited')
    expect(await openTo()).not.toContain(id)
    expect(await the.toldOf('requirement.admitted-too-late', id)).toContain('buyer-author')
    expect((await the.extend(id, 12 * DAY)).status).toBe(200)
    expect(await invited(id)).toEqual([supplierName])
    expect(await openTo()).toContain(id)
    await bid(id).expect(201)
  })

  it('T7 new supplier admitted, PCR: may bid by an invitation that the queue has not written yet', async () => {
    const { id, applicationId } = await tenderBeside('pcr2015-dps', 30)
    await bid(id).expect(problem(409, 'membership-not-active'))
    await done(test, applicationId, 'admit')
    expect(await invited(id)).toEqual([supplierName])
    await bid(id).expect(201)
  })

  it('may bid under the PCR on what was published before anybody was taken down, by its membership as it was then', async () => {
    const { id, applicationId } = await tenderBeside('pcr2015-dps', 14)
    await test.moveClock('5 days')
    await test.signInAll()
    await done(test, applicationId, 'admit')
    await eventsHandled(test)
    await bid(id).expect(problem(409, 'not-invited'))
    await test.rows('ALTER TABLE invitation_round DISABLE TRIGGER USER')
    await test.rows('DELETE FROM invitation_round WHERE requirement_id = $1', [id])
    await test.rows('ALTER TABLE invitation_round ENABLE TRIGGER USER')
    await bid(id).expect(201)
  })

  const bid = (requirementId: string) => test.api('supplier-admin').post(`/requirements/${requirementId}/bids`)

  const refusalsOf = async (requirementId: string): Promise<string[]> =>
    (
      await test.rows<{ action: string }>(`SELECT action FROM audit_event WHERE subject_id = $1 AND action LIKE 'bid.%'`, [requirementId])
    ).map(({ action }) => action)

  const htmlOf = async (url: string): Promise<string> => (await new PageSender(test).open('supplier-admin', url)).body

  const pageOf = (requirementId: string): Promise<string> => htmlOf(`/opportunities/${requirementId}`)

  const openTo = (): Promise<string> => htmlOf('/supplier')

  it('T7 new supplier admitted, PA: is invited when it offers what is sought, by what it says itself', async () => {
    const { id, applicationId } = await tenderBeside('pa2023-dynamic-market', 14)
    await done(test, applicationId, 'admit')
    const other = await aDraftFor(id)
    expect((await choose(test, other, { location: ['wales'] })).status).toBe(200)
    await published(other)
    expect(await invited(other)).toEqual([])
    // Under this law a membership is enough: nobody has to be invited to bid.
    expect(await openTo()).toContain(other)
    await bid(other).expect(201)
    const [member] = await test.rows<{ id: string }>('SELECT id FROM membership WHERE application_id = $1', [applicationId])
    const { headers } = await test
      .api('supplier-admin')
      .get(`/memberships/${String(member?.id)}`)
      .expect(200)
    await test
      .api('supplier-admin')
      .put(`/memberships/${String(member?.id)}/offer`)
      .set('If-Match', String(headers['etag']))
      .send({ offer: { location: ['london', 'wales'] } })
      .expect(200)
    expect(await invited(other)).toEqual([supplierName])
    expect(await rounds(other)).toMatchObject({ items: [{ count: 0 }, { count: 1, reason: 'admitted-later', isProven: true }], waiting: 0 })
  })

  /** Another draft for the place of a requirement. */
  const aDraftFor = async (requirementId: string): Promise<string> => {
    const [place] = await test.rows<{ agreementId: string; categoryIds: string[] }>(
      'SELECT agreement_id AS "agreementId", category_ids AS "categoryIds" FROM requirement WHERE id = $1',
      [requirementId],
    )
    if (place === undefined) throw new Error('There is no such requirement.')
    return (await aDraft(test, { ...place, closesIn: 14 * DAY })).id
  }

  it('is admitted once by two officers at once: the one who did not claim it is refused', async () => {
    const id = await aClaimed(test)
    await findAllGood(test, id)
    const { etag } = await look(test, id)
    const answers = await Promise.all([
      decide(test, id, 'admit', etag),
      decide(test, id, 'admit', etag, {}, 'second-officer'),
      decide(test, id, 'admit', etag),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect(await test.rows('SELECT state FROM membership WHERE application_id = $1', [id])).toEqual([{ state: 'active' }])
  })

  it('is admitted and suspended at once in either order, and matches nothing in the end', async () => {
    const { id, applicationId } = await tenderBeside('pa2023-dynamic-market', 14)
    await done(test, applicationId, 'admit')
    const [member] = await test.rows<{ id: string }>('SELECT id FROM membership WHERE application_id = $1', [applicationId])
    const memberId = String(member?.id)
    const [suspended] = await Promise.all([act(test, 'procurement-officer', memberId, 'suspend', A_SUSPENSION), eventsHandled(test)])
    expect(suspended.status).toBe(200)
    // Whether the invitation or the suspension came first: it is one round at most, and a suspended member is in none that follows.
    const { items } = await rounds(id)
    expect(items.length).toBeLessThanOrEqual(2)
    expect(items.every(({ isProven }) => isProven)).toBe(true)
    const other = await aDraftFor(id)
    await published(other)
    expect(await invited(other)).toEqual([])
  })

  it('J exclusion: replies to a ground while an officer decides: the decision is made on the reply or before it, never past it', async () => {
    for (let time = 0; time < 4; time += 1) {
      const id = await aClaimed(test)
      const raised = { ground: 'L202', evidence: 'A report in a register.', replyBy: await inWorkingDays(test, 2) }
      const { file, etag } = await done(test, id, 'exclusions', raised)
      const caseId = String(file.grounds.find(({ ground }) => ground === 'L202')?.case?.id)
      const found = { applies: false, likelyToRecur: false, outcome: 'no-exclusion', reason: 'Another firm of that name.' }
      const [replied, decided] = await Promise.all([
        test.api('supplier-admin').post(`/applications/${id}/exclusions/L202/reply`).send({ text: 'It was another firm.' }),
        decide(test, id, `exclusions/${caseId}/decide`, etag, found),
      ])
      expect([
        [200, 412],
        [409, 200],
      ]).toContainEqual([replied.status, decided.status])
    }
  })

  it('J exclusion: is heard: an officer who read the application before the reply is told to read it', async () => {
    const id = await aClaimed(test)
    const { file, etag } = await done(test, id, 'exclusions', {
      ground: 'L202',
      evidence: 'A report in a register.',
      replyBy: await inWorkingDays(test, 2),
    })
    const caseId = String(file.grounds.find(({ ground }) => ground === 'L202')?.case?.id)
    await test.api('supplier-admin').post(`/applications/${id}/exclusions/L202/reply`).send({ text: 'It was another firm.' }).expect(200)
    const found = { applies: true, likelyToRecur: true, outcome: 'excluded', reason: 'The report says so.' }
    await decide(test, id, `exclusions/${caseId}/decide`, etag, found).expect(problem(412, 'stale-version'))
    await done(test, id, `exclusions/${caseId}/decide`, { ...found, outcome: 'no-exclusion', applies: false, likelyToRecur: false })
  })

  it('is told that the last day is not certain where no calendar knows the year', async () => {
    const id = await aClaimed(test)
    const unsure = 'No calendar is certain for that day yet'
    const pages = [
      ['supplier-admin', `/supplier/applications/${id}`],
      ['supplier-admin', `/supplier/applications/${id}/received`],
      ['procurement-officer', `/officer/applications/${id}`],
      ['procurement-officer', `/officer/applications/${id}/record`],
    ] as const
    const sender = new PageSender(test)
    const told = async (): Promise<boolean[]> =>
      Promise.all(pages.map(async ([player, page]) => (await sender.open(player, page)).body.includes(unsure)))
    expect(await told()).toEqual([false, false, false, false])
    await test.rows(`UPDATE application SET due_on = '2030-01-10', due_by = due_by || '{"isSure": false}' WHERE id = $1`, [id])
    expect(await told()).toEqual([true, true, true, true])
  })

  describe('and whose agreement ends meanwhile', () => {
    const aBidder = async () => {
      const member = await aKnownMember(test, {
        agreement: { regime: 'pa2023-dynamic-market', initialWindowDays: 0, minimumTenderDays: 10 },
      })
      const requirement = await anOpenRequirement(test, {
        agreementId: member.agreementId,
        categoryIds: [member.categoryId],
        closesIn: 30 * DAY,
      })
      const bid = await aPassingBid(test, requirement)
      await end(test, member.agreementId)
      await test.sweep()
      return { ...member, bid }
    }
    const submit = (bid: string) => test.api('supplier-admin').post(`/bids/${bid}/submit`)

    it('T6 remove: has to go where it is excluded, in the middle of its bid (L2 removal must)', async () => {
      const { id, bid } = await aBidder()
      expect((await test.api('supplier-admin').get(`/memberships/${id}`).expect(200)).body).toMatchObject({ state: 'lapsed' })
      const given = await act(test, 'procurement-officer', id, 'removal', {
        ground: 'excluded',
        evidence: 'A court found so.',
        replyBy: await dayIn(test, 2),
      })
      expect(given.status).toBe(200)
      await daysPass(test, 4)
      await test.signInAll()
      const found = { reason: 'The court found it.', applies: true, likelyToRecur: true }
      expect((await act(test, 'senior-officer', id, 'removal/confirm', found)).status).toBe(200)
      expect((await test.api('procurement-officer').get(`/memberships/${id}`).expect(200)).body).toMatchObject({ state: 'removed' })
      await submit(bid).expect(problem(409, 'membership-not-active'))
    })

    it('T6 suspend: submits nothing while it is suspended, and lapses once no tender is under way', async () => {
      const { id, bid, agreementId } = await aBidder()
      expect((await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION)).status).toBe(200)
      await submit(bid).expect(problem(409, 'membership-not-active'))
      expect((await act(test, 'procurement-officer', id, 'lift', { reason: 'It answered.' })).status).toBe(200)
      await submit(bid).expect(201)
      await test.rows(`UPDATE requirement SET state = 'cancelled' WHERE agreement_id = $1`, [agreementId])
      problem(409, 'membership-state')(await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION))
    })
  })
})
