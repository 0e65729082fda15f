import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { CloseRequirements } from '../src/modules/requirements/close-requirements.js'
import { aSupplier } from './support/people.js'
import { problem } from './support/problems.js'
import { queued } from './support/queues.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWorkingCopy, eventsHandled, eventually, invitationsWritten } from './support/world.js'

describe('At its deadline, with no job at work, a requirement', () => {
  let test: TestApp
  let requirementId: string
  let draft: string
  let submitted: string

  beforeAll(async () => {
    test = await TestApp.start()
    requirementId = await anOpenRequirement(test, { closesIn: 300 })
    draft = await aWorkingCopy(test, requirementId, 'rival-admin')
    submitted = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${submitted}/submit`).expect(201)
    await test.moveClock('6 minutes')
  })
  afterAll(() => test.stop())

  it('is closed for every reader, and a draft was not submitted', async () => {
    const reads: [player: 'rival-admin' | 'supplier-admin' | 'buyer-author', path: string, state: string][] = [
      ['rival-admin', `/requirements/${requirementId}`, 'closed'],
      ['rival-admin', `/bids/${draft}`, 'not-submitted'],
      ['supplier-admin', `/bids/${submitted}`, 'submitted'],
    ]
    for (const [player, path, state] of reads) {
      const { body } = await test.api(player).get(path).expect(200)
      expect({ path, state: (body as { state: string }).state }).toEqual({ path, state })
    }
    const lists: [player: 'rival-admin' | 'supplier-admin' | 'buyer-author', path: string, state: string][] = [
      ['rival-admin', '/requirements', 'closed'],
      ['rival-admin', '/requirements?status=closed', 'closed'],
      ['buyer-author', '/requirements?scope=own', 'closed'],
      ['rival-admin', '/bids', 'not-submitted'],
      ['supplier-admin', '/bids', 'submitted'],
    ]
    for (const [player, path, state] of lists) {
      const { body } = await test.api(player).get(path).expect(200)
      expect({ path, states: (body as { items: { state: string }[] }).items.map(each => each.state) }).toEqual({ path, states: [state] })
    }
    const open = await test.api('rival-admin').get('/requirements?status=open').expect(200)
    expect(open.body).toEqual({ items: [], nextCursor: null })
  })

  it.each([
    ['POST /requirements/{r}/bids', 'supplier-admin', {}],
    ['POST /bids/{draft}/submit', 'rival-admin', {}],
    ['POST /bids/{submitted}/submit', 'supplier-admin', {}],
    ['POST /bids/{submitted}/withdraw', 'supplier-admin', {}],
    ['PATCH /bids/{draft}', 'rival-admin', { declarations: null }],
    ['PATCH /bids/{draft}/ethics-answers', 'rival-admin', { Q101: null }],
    ['PUT /bids/{draft}/acknowledgements/SR-31', 'rival-admin', { reason: 'x' }],
  ] as const)('is closed for %s', async (route, player, body) => {
    const call = route.replace('{r}', requirementId).replace('{draft}', draft).replace('{submitted}', submitted)
    await test.call(call, player).set('If-Match', '"1"').send(body).expect(problem(409, 'deadline-passed'))
  })

  it('has stored none of this yet', async () => {
    expect(await test.rows('SELECT state FROM requirement WHERE id = $1', [requirementId])).toEqual([{ state: 'open' }])
    expect(await test.rows('SELECT state FROM bid WHERE id = $1', [draft])).toEqual([{ state: 'draft' }])
  })
})

describe('The follow-up of a deadline', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  afterAll(() => test.stop())

  const stateOf = async (requirementId: string): Promise<string> => {
    const [row] = await test.rows<{ state: string }>('SELECT state FROM requirement WHERE id = $1', [requirementId])
    return String(row?.state)
  }

  const moveDeadline = (requirementId: string, by: string) =>
    test.rows('UPDATE requirement SET submission_deadline = submission_deadline + $2::interval WHERE id = $1', [requirementId, by])

  /** However long it took to publish: what follows has three seconds. */
  const endSoon = (requirementId: string) =>
    test.rows(`UPDATE requirement SET submission_deadline = market_now() + interval '3 seconds' WHERE id = $1`, [requirementId])

  it('settles drafts and invitations once, and tells of each draft', async () => {
    await aSupplier(test, 'new-silent')
    await aSupplier(test, 'new-viewer')
    await aSupplier(test, 'new-declining')
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const draft = await aWorkingCopy(test, requirementId, 'rival-admin')
    const withdrawn = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${withdrawn}/submit`).expect(201)
    await test.api('supplier-admin').post(`/bids/${withdrawn}/withdraw`).expect(200)
    await answered(requirementId, 'new-viewer', 'viewed')
    await answered(requirementId, 'new-declining', 'declined')
    await test.moveClock('6 minutes')
    await Promise.all([test.sweep(), test.sweep(), test.app.get(CloseRequirements).closeIfDue(requirementId)])
    await eventsHandled(test)

    expect(await stateOf(requirementId)).toBe('closed')
    expect(await test.rows('SELECT id, state FROM bid WHERE requirement_id = $1 ORDER BY id', [requirementId])).toEqual([
      { id: draft, state: 'not-submitted' },
      { id: withdrawn, state: 'withdrawn' },
    ])
    const events = await test.rows(`SELECT payload FROM outbox_event WHERE type = 'bid.not-submitted'`)
    expect(events).toEqual([{ payload: { bidId: draft, deadline: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/) } }])
    const lines = await test.rows(`SELECT stream FROM audit_event WHERE action = 'bid.not-submitted' AND subject_id = $1`, [draft])
    expect(lines).toEqual([{ stream: expect.stringMatching(/^organisation:/) }])
    expect(await invitations(requirementId)).toEqual({
      'First Example Supplier (demonstration)': 'invited',
      'Second Example Supplier (demonstration)': 'invited',
      'Third Example Supplier (demonstration)': 'no-response',
      'new-declining': 'declined',
      'new-silent': 'no-response',
      'new-viewer': 'no-response',
    })
  })

  const answered = async (requirementId: string, supplier: string, state: string) => {
    await invitationsWritten(test, requirementId)
    await test.rows(
      `UPDATE invitation SET state = $3 WHERE requirement_id = $1 AND supplier_id = (SELECT id FROM organisation WHERE name = $2)`,
      [requirementId, supplier, state],
    )
  }

  const invitations = async (requirementId: string): Promise<Record<string, string>> => {
    const found = await test.rows<{ name: string; state: string }>(
      `SELECT o.name, i.state FROM invitation i JOIN organisation o ON o.id = i.supplier_id WHERE i.requirement_id = $1`,
      [requirementId],
    )
    return Object.fromEntries(found.map(({ name, state }) => [name, state]))
  }

  it('is done by a job at the moment itself, and not a minute later', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    await endSoon(requirementId)
    await test.sweep()
    expect(await stateOf(requirementId)).toBe('open')
    await eventually(async () => {
      expect(await stateOf(requirementId)).toBe('closed')
    })
    const [late] = await test.rows<{ seconds: number }>(
      `SELECT extract(epoch FROM e.occurred_at - r.submission_deadline)::float8 AS seconds
       FROM audit_event e JOIN requirement r ON r.id = e.subject_id WHERE e.action = 'requirement.closed' AND r.id = $1`,
      [requirementId],
    )
    expect(late?.seconds).toBeGreaterThanOrEqual(0)
    expect(late?.seconds).toBeLessThan(10)
  })

  it('does not come at a moment that was moved, though its job does', async () => {
    const [requirementId, other] = [await anOpenRequirement(test, { closesIn: 120 }), await anOpenRequirement(test, { closesIn: 300 })]
    await endSoon(requirementId)
    await test.sweep()
    await moveDeadline(requirementId, '1 hour')
    await test.app.get(CloseRequirements).closeIfDue(requirementId)
    await endSoon(other)
    await test.sweep()
    // The job of the other is the later one.
    await eventually(async () => {
      expect(await stateOf(other)).toBe('closed')
    })
    expect(await stateOf(requirementId)).toBe('open')
    await moveDeadline(requirementId, '-2 hours')
    await test.sweep()
    expect(await stateOf(requirementId)).toBe('closed')
  })

  it('leaves a requirement open whose deadline was moved after the sweep had found it due', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const holder = await test.db.connect()
    try {
      await holder.query('BEGIN')
      await holder.query(`UPDATE requirement SET submission_deadline = submission_deadline + interval '1 day' WHERE id = $1`, [
        requirementId,
      ])
      await test.moveClock('6 minutes')
      const closing = test.app.get(CloseRequirements).closeDue()
      await queued(test)
      await holder.query('COMMIT')
      await closing
    } finally {
      holder.release()
    }
    expect(await stateOf(requirementId)).toBe('open')
  })

  it('touches no draft of a requirement that was opened again before it came', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const draft = await aWorkingCopy(test, requirementId)
    await test.rows(`INSERT INTO outbox_event (id, type, payload) VALUES (gen_random_uuid(), 'requirement.closed', $1)`, [
      { requirementId },
    ])
    await eventsHandled(test)
    expect(await test.rows('SELECT state FROM bid WHERE id = $1', [draft])).toEqual([{ state: 'draft' }])
    expect(new Set(Object.values(await invitations(requirementId)))).toEqual(new Set(['invited']))
  })

  it('comes with the next sweep when the queue lost every job', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const draft = await aWorkingCopy(test, requirementId)
    await test.moveClock('6 minutes')
    await test.sweep()
    await eventsHandled(test)
    expect(await test.rows('SELECT state FROM bid WHERE id = $1', [draft])).toEqual([{ state: 'not-submitted' }])
  })
})
