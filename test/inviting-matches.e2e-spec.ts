import { createHash } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { shownHash } from '../src/shared/canonical.js'
import { newId } from '../src/shared/ids.js'
import { thawed } from './support/agreements.js'
import { Changes } from './support/changes.js'
import { problem } from './support/problems.js'
import { queued } from './support/queues.js'
import { choose, DAY, joined, letGoStale, shortlistsOf } from './support/shortlists.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, eventsHandled, eventually } from './support/world.js'

describe('Whoever matches is invited', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
  })
  afterAll(() => test.stop())

  const { draft, approve, publish, published, rounds, invited, underTheNewLaw } = shortlistsOf(() => test)

  const pageOf = async (id: string, page: string): Promise<string> =>
    (await test.app.inject({ url: `/buyer/requirements/${id}/${page}`, cookies: { session: String(test.tokens.get('buyer-author')) } }))
      .body

  describe('at publication', () => {
    it('RM freshness 2 working days: one that is too old is refused with who was added and who is gone, and is run again first', async () => {
      const tokens = ['clearance/developed-vetting']
      const gone = await joined(test, 'Gone since', { offer: tokens })
      await joined(test, 'Stays', { offer: tokens })
      const id = await draft(30)
      expect((await choose(test, id, { clearance: ['developed-vetting'] })).body).toMatchObject({ matching: 2 })
      await approve(id)
      await letGoStale(test, id)
      await joined(test, 'Added since', { offer: tokens })
      await test.rows(`UPDATE membership SET state = 'suspended' WHERE id = $1`, [gone.membershipId])
      const { body } = await publish(id).expect(problem(409, 'shortlist-stale'))
      expect(body).toMatchObject({
        list: {
          matching: 2,
          added: [{ supplierName: 'Added since' }],
          gone: [{ supplierName: 'Gone since' }],
          addedCount: 1,
          goneCount: 1,
        },
      })
      await test.api('buyer-approver').post(`/requirements/${id}/shortlist/runs`).expect(200)
      await publish(id).expect(200)
      expect(await invited(id)).toEqual(['Added since', 'Stays'])
      await test.api('buyer-author').post(`/requirements/${id}/shortlist/runs`).expect(problem(409, 'shortlist-frozen'))
    })

    it('has no days to keep to under the new law: the list is live', async () => {
      const { agreementId, categoryId } = await underTheNewLaw()
      const { id } = await aDraft(test, { agreementId, categoryIds: [categoryId], closesIn: 14 * DAY })
      expect((await choose(test, id, {})).body).toMatchObject({ lastRun: { holdsUntil: null, holdsBy: null, isStale: false } })
      await published(id)
    })

    it('L1 invite all: T7 publish invites all: at one instant, through the queue, with a log whose hashes agree', async () => {
      const suppliers = await Promise.all(
        Array.from({ length: 12 }, (_, n) => joined(test, `Of many ${n}`, { offer: ['clearance/security-check'] })),
      )
      const id = await draft()
      await choose(test, id, { clearance: ['security-check'] })
      await published(id)
      const ids = suppliers.map(({ supplierId }) => supplierId).toSorted()
      const hash = shownHash(createHash('sha256').update(ids.join('\n')).digest())
      const { items, waiting } = await rounds(id)
      expect(items).toMatchObject([
        {
          number: 1,
          reason: 'publication',
          count: 12,
          written: 12,
          hash,
          loggedHash: hash,
          sentHash: hash,
          isProven: true,
          supplierIds: ids,
        },
      ])
      expect((await pageOf(id, 'invitations')).match(/<li>Of many \d+<\/li>/g)).toHaveLength(12)
      expect(await pageOf(id, 'shortlist')).toMatch(/everybody who matched at that moment was invited(?![^]*have it returned)/)
      expect(waiting).toBe(0)
      const [at, ...others] = await test.rows<{ same: boolean }>(
        'SELECT DISTINCT i.invited_at = r.published_at AS same FROM invitation i JOIN requirement r ON r.id = i.requirement_id WHERE r.id = $1',
        [id],
      )
      expect([at, others]).toEqual([{ same: true }, []])
      expect((await the.audited(id)).filter(action => /published|invit/.test(action))).toEqual([
        'requirement.published',
        'requirement.invitations-sent',
      ])
    })

    it('is told the same when its handler is delivered twice, and when it is published twice at once', async () => {
      const id = await draft()
      await choose(test, id, { clearance: ['security-check'] })
      await approve(id)
      const answers = await Promise.all([1, 2, 3].map(() => publish(id)))
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
      await eventsHandled(test)
      const before = await rounds(id)
      const due = await test.rows<HandledEvent>(
        `SELECT id, type, payload FROM outbox_event WHERE type LIKE 'requirement.invit%' AND payload->>'requirementId' = $1`,
        [id],
      )
      for (const event of due) await Promise.all([1, 2].map(() => test.app.get(EventHandlers).handle(event)))
      expect(await rounds(id)).toEqual(before)
      expect(due.map(({ type }) => type).toSorted()).toEqual(['requirement.invitations-due', 'requirement.invited'])
    })

    it('L1 initial window: nobody is invited before suppliers had their first days to ask to join', async () => {
      const id = await draft()
      await approve(id)
      await thawed(test, `UPDATE agreement SET valid_from = market_now() - interval '29 days' WHERE reference = 'AI-DPS-1'`)
      await publish(id).expect(problem(422, 'initial-window-open'))
      await thawed(test, `UPDATE agreement SET valid_from = market_now() - interval '31 days' WHERE reference = 'AI-DPS-1'`)
      await publish(id).expect(200)
    })

    it('L1 tender period: what the law asks for on the day stands above an agreement that says less', async () => {
      const ofLaw = (days: string) =>
        test.rows(`UPDATE legal_figure SET value = $1 WHERE key = 'tender-period-minimum' AND regime = 'pcr2015-dps'`, [days])
      const id = await draft(14)
      await approve(id)
      await ofLaw('20')
      await publish(id).expect(problem(422, 'tender-period-too-short', '/submissionDeadline'))
      const rehearsal = await anOpenRequirement(test)
      await ofLaw('10')
      expect([rehearsal, await publish(id)]).toMatchObject([expect.any(String), { status: 200 }])
    })
  })

  describe('and whoever is admitted later', () => {
    it('T7 new supplier admitted, PCR: L1 after first invitation no closing date: is invited while ten days remain, and its buyer is told', async () => {
      const id = await draft(14)
      await choose(test, id, { clearance: ['counter-terrorist-check'] })
      await published(id)
      expect(await invited(id)).toEqual([])
      await joined(test, 'Just in time', { offer: ['clearance/counter-terrorist-check'], told: true })
      await joined(test, 'Offers less', { offer: [], told: true })
      expect(await invited(id)).toEqual(['Just in time'])
      expect((await rounds(id)).items).toMatchObject([
        { number: 1, count: 0 },
        { number: 2, reason: 'admitted-later', count: 1, isProven: true },
      ])
      expect(await the.toldOf('requirement.invited-later', id)).toContain('buyer-author')
    })

    it('T7 new supplier admitted, PCR: waits where less would remain, until the buyer extends', async () => {
      const id = await draft(12)
      await choose(test, id, { clearance: ['baseline-personnel-security-standard'] })
      await published(id)
      await test.moveClock('4 days')
      await test.signInAll()
      await joined(test, 'Too late', { offer: ['clearance/baseline-personnel-security-standard'], told: true })
      expect(await rounds(id)).toMatchObject({ items: [{ number: 1, count: 0 }], waiting: 1 })
      expect(await the.toldOf('requirement.admitted-too-late', id)).toContain('buyer-author')
      await the.extend(id, 9 * DAY)
      expect(await rounds(id)).toMatchObject({ items: [{ number: 1 }], waiting: 1 })
      await the.extend(id, 12 * DAY)
      expect(await rounds(id)).toMatchObject({
        items: [{ number: 1 }, { number: 2, reason: 'extended', count: 1, isProven: true }],
        waiting: 0,
      })
      expect(await invited(id)).toEqual(['Too late'])
    })

    it('T7 new supplier admitted, PA: L2 pending application considered: is invited until the deadline, and a suspension that is lifted counts alike', async () => {
      const { agreementId, categoryId } = await underTheNewLaw()
      const { id } = await aDraft(test, { agreementId, categoryIds: [categoryId], closesIn: 14 * DAY })
      await published(id)
      await test.moveClock('13 days')
      await test.signInAll()
      const [supplierId, membershipId] = [newId(), newId()]
      await test.rows(`INSERT INTO organisation (id, kind, name) VALUES ($1, 'supplier', 'On the last day')`, [supplierId])
      await test.rows(`INSERT INTO membership (id, agreement_id, category_id, supplier_id, state) VALUES ($1, $2, $3, $4, 'suspended')`, [
        membershipId,
        agreementId,
        categoryId,
        supplierId,
      ])
      await tell('membership.admitted', { membershipId, supplierId, categoryId })
      expect(await invited(id)).toEqual([])
      await test.rows(`UPDATE membership SET state = 'active' WHERE id = $1`, [membershipId])
      await tell('membership.restored', { membershipId })
      expect(await invited(id)).toEqual(['On the last day'])
    })

    it('at the very moment of publication is in its round or in the next, and never in none', async () => {
      for (let time = 0; time < 5; time += 1) {
        const id = await draft()
        await choose(test, id, { sector: ['defence'] })
        await approve(id)
        const name = `At once ${time}`
        await Promise.all([publish(id).expect(200), joined(test, name, { offer: ['sector/defence'], told: true })])
        expect(await invited(id)).toContain(name)
        expect((await rounds(id)).items.every(({ isProven }) => isProven)).toBe(true)
      }
    })

    it('whose admission commits while the publication is under way is invited after it', async () => {
      const id = await draft()
      await choose(test, id, { sector: ['education'] })
      await approve(id)
      const holder = await test.db.connect()
      await holder.query('BEGIN')
      // The publication has taken its round and waits for the head of the chain.
      await holder.query('SELECT FROM audit_stream WHERE stream = $1 FOR UPDATE', [`requirement:${id}`])
      const asked = Promise.resolve(publish(id))
      await queued(test)
      await joined(test, 'In between', { offer: ['sector/education'], told: true })
      await eventually(async () => {
        expect(await test.rows(`SELECT FROM outbox_event WHERE type = 'membership.admitted' AND handled_at IS NULL`)).toEqual([])
      })
      await holder.query('COMMIT')
      holder.release()
      expect((await asked).status).toBe(200)
      expect(await invited(id)).toEqual(['In between'])
      expect((await rounds(id)).items).toMatchObject([{ count: 0 }, { count: 1, reason: 'admitted-later' }])
    })

    it('is not to be, when it is suspended at the same moment: invited by what stood then, and it cannot bid', async () => {
      const id = await draft()
      const { membershipId } = await joined(test, 'Suspended at once', { offer: ['sector/police-and-fire'] })
      expect((await choose(test, id, { sector: ['police-and-fire'] })).status).toBe(200)
      await approve(id)
      await Promise.all([publish(id).expect(200), test.rows(`UPDATE membership SET state = 'suspended' WHERE id = $1`, [membershipId])])
      const { items } = await rounds(id)
      expect(items).toHaveLength(1)
      expect(items[0]).toMatchObject({ isProven: true })
    })
  })

  const tell = (type: string, payload: object): Promise<unknown> =>
    test.rows('INSERT INTO outbox_event (id, type, payload) VALUES ($1, $2, $3)', [newId(), type, JSON.stringify(payload)])
})

describe('An invitation that the queue has not written yet', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it('is there for its supplier, who answers it, and is written by the queue once for the others', async () => {
    const id = await anOpenRequirement(test)
    expect(await test.rows('SELECT FROM invitation WHERE requirement_id = $1', [id])).toEqual([])
    await test.api('bid-writer').get(`/requirements/${id}/invitation`).expect(200)
    await test.api('bid-writer').post(`/requirements/${id}/invitation/intend`).expect(200)
    const under = await test.api('buyer-author').get(`/requirements/${id}/invitation-rounds`).expect(200)
    expect(under.body).toMatchObject({ items: [{ count: 3, written: 1, sentHash: null, isProven: false }] })
    const [due] = await test.rows<HandledEvent>(
      `SELECT id, type, payload FROM outbox_event WHERE type = 'requirement.invitations-due' AND payload->>'requirementId' = $1`,
      [id],
    )
    await test.app.get(EventHandlers).handle(due ?? { id: '', type: '', payload: {} })
    const states = await test.rows('SELECT state, invited_at FROM invitation WHERE requirement_id = $1 ORDER BY state', [id])
    expect(states).toMatchObject([{ state: 'intending' }, { state: 'invited' }, { state: 'invited' }])
    const after = await test.api('procurement-officer').get(`/requirements/${id}/invitation-rounds`).expect(200)
    expect(after.body).toMatchObject({ items: [{ written: 3, isProven: true }] })
  })
})
