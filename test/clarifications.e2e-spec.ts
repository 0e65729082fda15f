import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { londonDay } from '../src/shared/domain/london-time.js'
import { Changes } from './support/changes.js'
import { aSupplier, grant, hire, organisationId, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { Questions, WORDS } from './support/questions.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPublicRequirement, aWorkingCopy, eventsHandled, inSeconds } from './support/world.js'

describe('A question about a requirement', () => {
  let test: TestApp
  let the: Changes
  let questions: Questions

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    questions = new Questions(test)
    await hire(test, 'new-author', 'Second Example Authority', 'buyer-author')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  it('is answered to all under the next number, in the words the buyer chose', async () => {
    const id = await anOpenRequirement(test)
    const first = await questions.asked(id, 'bid-writer', 'We of First Example Supplier ask: which roads?')
    const second = await questions.asked(id, 'rival-admin')
    await questions.answer(second, { question: 'Second?' }).expect(201, { number: 1 })
    await questions.answer(first).expect(201, { number: 2 })
    for (const reader of ['rival-admin', 'buyer-author', 'procurement-officer'] as const)
      expect(await questions.listed(id, 'clarifications', reader)).toEqual([
        { number: 1, ...WORDS, question: 'Second?', answeredAt: expect.any(String) },
        { number: 2, ...WORDS, answeredAt: expect.any(String) },
      ])
    expect(await questions.listed(id, 'clarifications/own', 'supplier-admin')).toEqual([
      {
        id: first,
        state: 'answered',
        question: 'We of First Example Supplier ask: which roads?',
        askedAt: expect.any(String),
        number: 2,
        reason: null,
      },
    ])
    expect(await the.audited(id)).toEqual(expect.arrayContaining(['clarification.answered']))
  })

  it('is public with its answer as the requirement is, page by page and by ETag', async () => {
    const id = await aPublicRequirement(test)
    for (const question of ['One?', 'Two?', 'Three?'])
      await questions.answer(await questions.asked(id), { question, material: true }).expect(201)
    const url = `/requirements/${id}/clarifications?limit=2`
    const first = await test.api().get(url).expect(200)
    const { items, nextCursor } = first.body as { items: { number: number }[]; nextCursor: string }
    expect(items.map(({ number }) => number)).toEqual([1, 2])
    expect(first.headers['cache-control']).toBe('public, no-cache')
    const etag = String(first.headers['etag'])
    await test.api().get(url).set('If-None-Match', etag).expect(304)
    const { body } = await test.api().get(`${url}&cursor=${nextCursor}`).expect(200)
    expect(body).toMatchObject({ items: [{ number: 3, question: 'Three?' }], nextCursor: null })
    await test.api().get(`${url}&cursor=x`).expect(problem(400, 'cursor-malformed'))
  })

  it('waits for the buyer alone, who is told the day and never who asked', async () => {
    const id = await anOpenRequirement(test)
    const ids = [await questions.asked(id), await questions.asked(id, 'rival-admin')]
    const [{ day } = { day: '' }] = await test.rows<{ day: string }>('SELECT market_now()::text AS day')
    expect(await questions.listed(id, 'clarifications/waiting', 'buyer-author')).toEqual(
      ids.toSorted().map(each => ({ id: each, question: 'Which roads does the council mean?', askedOn: londonDay(day) })),
    )
    await test.api('new-author').get(`/requirements/${id}/clarifications/waiting`).expect(problem(403, 'not-the-buyer'))
    expect(await questions.listed(id, 'clarifications', 'rival-admin')).toEqual([])
    expect(await questions.listed(id, 'clarifications/own', 'rival-admin')).toMatchObject([{ id: ids[1] }])
  })

  it('is told of once to everybody who is invited, bids or asked, and of a refusal to the asker alone', async () => {
    const id = await anOpenRequirement(test)
    await eventsHandled(test)
    // A member that nothing told of, and so not invited.
    await aSupplier(test, 'new-late')
    const refused = await questions.asked(id, 'new-late')
    await aWorkingCopy(test, id, 'rival-admin')
    await questions.refuse(refused).expect(204)
    await questions.answer(await questions.asked(id)).expect(201)
    const told = await the.toldOf('clarification.answered', id)
    expect(told).toEqual([...new Set(told)])
    expect(told).toEqual(expect.arrayContaining(['bid-writer', 'new-late', 'rival-admin', 'supplier-admin']))
    expect(await the.toldOf('clarification.refused', id)).toEqual(['new-late'])
    expect(await the.toldOf('clarification.asked', id)).toEqual(['buyer-author', 'buyer-author'])
    expect(await questions.listed(id, 'clarifications/own', 'new-late')).toMatchObject([{ state: 'refused', reason: 'Confidential.' }])
    expect(await questions.listed(id, 'clarifications', 'rival-admin')).toHaveLength(1)
  })

  it('is taken back while it waits, by its asker alone', async () => {
    const id = await anOpenRequirement(test)
    const asked = await questions.asked(id)
    await questions.withdraw(asked, 'rival-admin').expect(problem(404, 'not-found'))
    await questions.withdraw(asked, 'supplier-admin').expect(204)
    await questions.withdraw(asked).expect(problem(409, 'clarification-state'))
    await questions.answer(asked).expect(problem(409, 'clarification-state'))
    await questions.refuse(asked).expect(problem(409, 'clarification-state'))
    expect(await questions.listed(id, 'clarifications/waiting', 'buyer-author')).toEqual([])
    expect(await questions.listed(id, 'clarifications', 'rival-admin')).toEqual([])
  })

  it('is asked by active members before the last moment for questions, and refused in the asker’s own log', async () => {
    const id = await anOpenRequirement(test)
    await the.leavesNothing(async () => {
      await questions.ask(id, 'bid-writer', ' ').expect(problem(400, 'invalid-request', '/question'))
      await questions.ask(id, 'bid-writer', 'x'.repeat(5001)).expect(problem(400, 'invalid-request', '/question'))
      await questions.ask(newId()).expect(problem(404, 'not-found'))
      await setMembership('suspended')
      await questions.ask(id).expect(problem(409, 'membership-not-active'))
      await setMembership('active')
    })
    await test.rows(`UPDATE requirement SET content = content || jsonb_build_object('clarificationDeadline', $2::text) WHERE id = $1`, [
      id,
      await inSeconds(test, 0),
    ])
    const { body } = await questions.ask(id).expect(problem(409, 'clarification-deadline-passed'))
    const { serverTime, clarificationDeadline } = body as { serverTime: string; clarificationDeadline: string }
    expect(serverTime >= clarificationDeadline).toBe(true)
    const own = `organisation:${await organisationId(test, 'First Example Supplier')}`
    const refusals = await test.rows<{ stream: string }>(
      `SELECT stream FROM audit_event WHERE action = 'clarification.asking-refused' AND subject_id = $1`,
      [id],
    )
    expect(refusals.map(({ stream }) => stream)).toEqual([own, own])
  })

  const setMembership = (state: string) =>
    test.rows(
      `UPDATE membership m SET state = $1 FROM organisation o WHERE o.id = m.supplier_id AND o.name LIKE 'First Example Supplier%'`,
      [state],
    )

  it('that is answered late and matters waits until bidders have more time', async () => {
    const id = await aPublicRequirement(test)
    const [late, small] = [await questions.asked(id), await questions.asked(id)]
    await test.moveClock('9 days')
    await test.signInAll()
    const { body } = await questions.answer(late, { material: true }).expect(problem(422, 'answer-needs-more-time', '/material'))
    await questions.answer(small).expect(201, { number: 1 })
    const { earliestDeadline: submissionDeadline } = body as { earliestDeadline: string }
    await the.verb(id, 'extend', { submissionDeadline, reason: 'An answer matters.' }).expect(200)
    await questions.answer(late, { material: true }).expect(201, { number: 2 })
  })

  it('is neither answered nor refused after the deadline', async () => {
    const id = await anOpenRequirement(test, { closesIn: 300 })
    const asked = await questions.asked(id)
    await test.moveClock('5 minutes')
    await questions.answer(asked).expect(problem(409, 'deadline-passed'))
    await questions.refuse(asked).expect(problem(409, 'deadline-passed'))
  })

  it('is not for whoever works for a supplier to read or answer', async () => {
    const id = await anOpenRequirement(test)
    const asked = await questions.asked(id)
    await grant(test, 'buyer-author', 'Fourth Example Supplier', 'bid-writer')
    try {
      const council = await organisationId(test, 'First Example Council')
      await questions.answer(asked).set('X-Organisation', council).expect(problem(404, 'not-found'))
      await test
        .api('buyer-author')
        .get(`/requirements/${id}/clarifications/waiting`)
        .set('X-Organisation', council)
        .expect(problem(403, 'not-the-buyer'))
    } finally {
      await revoke(test, 'buyer-author', 'Fourth Example Supplier')
    }
    await questions.answer(asked, {}, 'new-author').expect(problem(404, 'not-found'))
  })

  it('is one for a repeat with its key', async () => {
    const id = await anOpenRequirement(test)
    const { body } = await questions.ask(id).set('Idempotency-Key', 'q').expect(201)
    expect((await questions.ask(id).set('Idempotency-Key', 'q').expect(201)).body).toEqual(body)
    expect(await questions.listed(id, 'clarifications/own', 'bid-writer')).toHaveLength(1)
  })

  it('leaves the same traces whoever asked it, but in the asker’s own log', async () => {
    const ids = { 'bid-writer': await anOpenRequirement(test), 'rival-admin': await anOpenRequirement(test) }
    const traces: string[] = []
    for (const [asker, id] of Object.entries(ids) as ['bid-writer' | 'rival-admin', string][]) {
      const asked = await questions.asked(id, asker)
      const refused = await questions.asked(id, asker)
      await questions.answer(asked).expect(201)
      await questions.refuse(refused).expect(204)
      await eventsHandled(test)
      traces.push(await traceOf(id, [asked, refused]))
    }
    expect(traces[0]).toEqual(traces[1])
    expect(traces[0]).toContain('clarification.answered')
    expect(traces[0]).not.toContain('"clarification.asked","subject_type"')
  })

  /** All that the buyer, the officers and the public can ask for, and the requirement's own log with its details, without the question's ids and moments. People and organisations stay. */
  const traceOf = async (id: string, clarifications: string[]): Promise<string> => {
    const told: unknown[] = []
    for (const reader of ['buyer-author', 'buyer-approver', 'procurement-officer', 'auditor', 'organisation-admin'] as const) {
      for (const list of ['', '/clarifications', '/clarifications/waiting', '/clarifications/own', '/rule-clarifications', '/changes'])
        told.push((await test.api(reader).get(`/requirements/${id}${list}`)).body)
      for (const each of clarifications) told.push((await questions.withdraw(each, reader)).body)
    }
    const log = await test.rows(
      `SELECT e.action, e.subject_type, e.subject_id, e.person_id, e.organisation_id, convert_from(d.content, 'UTF8') AS details
       FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.stream = $1 AND e.action LIKE 'clarification%' ORDER BY e.sequence`,
      [`requirement:${id}`],
    )
    const mails = await test.rows(
      `SELECT n.kind, n.details FROM notification n JOIN organisation o ON o.id = n.organisation_id
       WHERE n.subject_id = $1 AND o.kind <> 'supplier' ORDER BY n.kind, n.person_id`,
      [id],
    )
    return [id, ...clarifications]
      .reduce((text, own, place) => text.replaceAll(own, `thing ${place}`), JSON.stringify([told, log, mails]))
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')
  }

  it('has an id that does not tell when it was asked', async () => {
    const asked = await questions.asked(await anOpenRequirement(test))
    expect(asked[14]).toBe('4')
  })
})
