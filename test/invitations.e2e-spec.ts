import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { aSupplier } from './support/people.js'
import { contents, problem } from './support/problems.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement } from './support/world.js'

describe('An invitation', () => {
  let test: TestApp
  let open: string

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const say = (verb: 'intend' | 'decline', body: object = {}, player: Player | Newcomer = 'bid-writer', id = open) =>
    test.api(player).post(`/requirements/${id}/invitation/${verb}`).send(body)

  const invitation = async (player: Player = 'bid-writer', id = open): Promise<unknown> =>
    (await test.api(player).get(`/requirements/${id}/invitation`).expect(200)).body

  const answers = (id = open) =>
    test.rows('SELECT state, reason FROM invitation_answer WHERE requirement_id = $1 ORDER BY answered_at', [id])

  it('is answered with an intention, or with a reason from the published list, and anew until the deadline', async () => {
    open = await anOpenRequirement(test)
    expect(await invitation()).toMatchObject({ state: 'invited', answer: null })
    const { body } = await test.api().get('/decline-reasons').expect(200)
    const [{ code: reason } = { code: '' }] = (body as { items: { code: string }[] }).items
    await say('intend').expect(200)
    await say('decline', { reason, words: 'Not this year.' }).expect(200)
    expect(await invitation()).toMatchObject({ state: 'declined', answer: { state: 'declined', reason, words: 'Not this year.' } })
    await say('decline', { reason: 'other' }).expect(200)
    await say('intend', {}, 'supplier-admin').expect(200)
    expect(await invitation()).toMatchObject({ state: 'intending', answer: { state: 'intending', reason: null, words: null } })
    expect(await answers()).toEqual([
      { state: 'intending', reason: null },
      { state: 'declined', reason },
      { state: 'declined', reason: 'other' },
      { state: 'intending', reason: null },
    ])
  })

  it('is found by its supplier in a list of its own, the newest first, once it is written', async () => {
    const [earlier, later] = [await anOpenRequirement(test), await anOpenRequirement(test)]
    const list = async (query: string, player: Player = 'bid-writer') =>
      (await test.api(player).get(`/invitations?limit=1${query}`).expect(200)).body as {
        items: { requirementId: string; state: string; invitedAt: string }[]
        nextCursor: string | null
      }
    await say('intend', {}, 'bid-writer', earlier).expect(200)
    await say('decline', { reason: 'other' }, 'bid-writer', later).expect(200)
    const first = await list('')
    expect(first.items).toMatchObject([{ requirementId: later, state: 'declined', requirementTitle: expect.any(String) }])
    const second = await list(`&cursor=${String(first.nextCursor)}`)
    expect(second.items).toMatchObject([{ requirementId: earlier, state: 'intending' }])
    expect((await list('', 'rival-admin')).items.map(({ state }) => state)).not.toContain('declined')
    await test.api('bid-writer').get('/invitations?cursor=x').expect(problem(400, 'cursor-malformed'))
  })

  const openPage = (player: Player, id: string) =>
    test.app.inject({ url: `/opportunities/${id}`, headers: { cookie: `session=${String(test.tokens.get(player))}` } })

  const looks = (id: string) => test.rows(`SELECT action FROM audit_event WHERE subject_id = $1 AND action = 'invitation.viewed'`, [id])

  it('is viewed when somebody of the supplier opens the page, however many do so at once, and that is recorded once', async () => {
    const id = await anOpenRequirement(test)
    await openPage('buyer-author', id)
    expect([await invitation('bid-writer', id), await looks(id)]).toMatchObject([{ state: 'invited' }, []])
    const opened = await Promise.all((['bid-writer', 'supplier-admin', 'bid-writer'] as const).map(player => openPage(player, id)))
    expect(opened.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    await openPage('bid-writer', id)
    expect([await invitation('bid-writer', id), await looks(id)]).toMatchObject([{ state: 'viewed' }, [{}]])
    expect(await invitation('rival-admin', id)).toMatchObject({ state: 'invited' })
    await say('intend', {}, 'bid-writer', id).expect(200)
    await openPage('bid-writer', id)
    expect(await invitation('bid-writer', id)).toMatchObject({ state: 'intending' })
    const { text } = await test.api('bid-writer').get(`/requirements/${id}/timeline`).expect(200)
    expect(text).toContain('looked at for the first time')
  })

  it('that is answered twice the same is answered once', async () => {
    open = await anOpenRequirement(test)
    await Promise.all([say('decline', { reason: 'terms' }), say('decline', { reason: 'terms' }, 'supplier-admin')])
    await say('decline', { reason: 'terms' }).expect(200)
    expect(await answers()).toHaveLength(1)
  })

  it('is the supplier’s alone: nobody else learns of the answer, and its own chain holds the trace', async () => {
    open = await anOpenRequirement(test)
    await say('decline', { reason: 'terms', words: 'Canary of the supplier.' }).expect(200)
    expect(await invitation('rival-admin')).toMatchObject({ state: 'invited', answer: null })
    for (const player of ['buyer-author', 'procurement-officer', 'auditor'] as const)
      await test.api(player).get(`/requirements/${open}/invitation`).expect(problem(403, 'role-missing'))
    const traces = await test.rows<{ stream: string; action: string }>(
      `SELECT stream, action FROM audit_event WHERE subject_id = $1 AND action LIKE 'invitation.%'`,
      [open],
    )
    expect(traces).toEqual([{ stream: expect.stringMatching(/^organisation:/), action: 'invitation.declined' }])
    const { text } = await test.api('bid-writer').get(`/requirements/${open}/timeline`).expect(200)
    expect(text).toContain('It was said that the organisation will not bid. We cannot accept the terms.')
    expect((await test.api('rival-admin').get(`/requirements/${open}/timeline`).expect(200)).text).not.toContain('will not bid')
  })

  it.each<[string, object]>([
    ['no reason', {}],
    ['a reason of nobody’s list', { reason: 'tired' }],
    ['a list of reasons', { reason: ['terms'] }],
    ['words that say nothing', { reason: 'terms', words: ' ' }],
    ['words that are too long', { reason: 'terms', words: 'x'.repeat(2001) }],
    ['words that are no text', { reason: 'terms', words: 7 }],
    ['what nobody asked for', { reason: 'terms', supplierId: 'x' }],
  ])('is not declined with %s', async (_, body) => {
    const before = await contents(test)
    await say('decline', body).expect(problem(400, 'invalid-request'))
    expect(await contents(test)).toEqual(before)
  })

  it('is none of a supplier that was not invited', async () => {
    await aSupplier(test, 'new-late')
    await say('intend', {}, 'new-late').expect(problem(404, 'not-found'))
    await test.api('new-late').get(`/requirements/${open}/invitation`).expect(problem(404, 'not-found'))
  })

  it('is declined by a suspended supplier, which cannot intend to bid', async () => {
    open = await anOpenRequirement(test)
    const suspend = (state: string) =>
      test.rows(`UPDATE membership SET state = $1 FROM organisation o WHERE o.id = supplier_id AND o.name LIKE 'First Example Supplier%'`, [
        state,
      ])
    await suspend('suspended')
    await say('intend').expect(problem(409, 'membership-not-active'))
    await say('decline', { reason: 'other' }).expect(200)
    await suspend('active')
  })

  it('of a cancelled requirement is not answered any more', async () => {
    const id = await anOpenRequirement(test)
    await test.rows(`UPDATE requirement SET state = 'cancelled' WHERE id = $1`, [id])
    await say('intend', {}, 'bid-writer', id).expect(problem(409, 'requirement-not-open'))
  })

  it('is not answered at the deadline, and the attempt is on record', async () => {
    const id = await anOpenRequirement(test, { closesIn: 300 })
    await test.moveClock('5 minutes')
    await say('decline', { reason: 'terms' }, 'bid-writer', id).expect(problem(409, 'deadline-passed'))
    expect(await answers(id)).toEqual([])
    await openPage('bid-writer', id)
    expect(await looks(id)).toEqual([])
    const { text } = await test.api('bid-writer').get(`/requirements/${id}/timeline`).expect(200)
    expect(text).toContain('An answer to the invitation was not taken. It was')
  })
})
