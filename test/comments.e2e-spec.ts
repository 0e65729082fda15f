import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { Changes } from './support/changes.js'
import { aComment } from './support/comments.js'
import { grant, hire, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement } from './support/world.js'

describe('A comment on a requirement', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    await hire(test, 'new-author', 'Second Example Authority', 'buyer-author')
  })
  afterAll(() => test.stop())

  const list = (id: string, player: Parameters<TestApp['api']>[0] = 'buyer-author') => test.api(player).get(`/requirements/${id}/comments`)
  const settle = (id: string, verb: 'resolve' | 'reopen') => test.api('buyer-author').post(`/comments/${id}/${verb}`)

  it('is read by the buyer’s people, newest first, and tells those who wrote a part of it', async () => {
    const { id } = await aDraft(test)
    const first = await aComment(test, id, { section: 'dates', text: 'Too short.' })
    const second = await aComment(test, id, {}, 'evaluator')
    const { body } = await list(id).expect(200)
    expect(body).toMatchObject({
      items: [
        { id: second, section: null, writtenByName: 'Evaluator', resolvedAt: null },
        { id: first, section: 'dates', text: 'Too short.', writtenByName: 'Buyer approver' },
      ],
      nextCursor: null,
    })
    expect(await the.toldOf('requirement.commented', id)).toEqual(['buyer-author', 'buyer-author'])
    expect((await the.audited(id)).filter(action => action === 'requirement.commented')).toHaveLength(2)
  })

  it('tells nobody of their own comment', async () => {
    const { id } = await aDraft(test)
    await aComment(test, id, {}, 'buyer-author')
    expect(await the.toldOf('requirement.commented', id)).toEqual([])
  })

  it('is resolved and opened again, each once', async () => {
    const { id } = await aDraft(test)
    const comment = await aComment(test, id)
    await settle(comment, 'reopen').expect(problem(409, 'comment-state'))
    await settle(comment, 'resolve').expect(204)
    await settle(comment, 'resolve').expect(problem(409, 'comment-state'))
    expect((await list(id)).body).toMatchObject({ items: [{ resolvedByName: 'Buyer author', resolvedAt: expect.any(String) }] })
    await settle(comment, 'reopen').expect(204)
    expect((await list(id)).body).toMatchObject({ items: [{ resolvedByName: null, resolvedAt: null }] })
    expect((await the.audited(id)).slice(-2)).toEqual(['requirement.comment-resolved', 'requirement.comment-reopened'])
  })

  it('is there for nobody else, also once the requirement is public', async () => {
    const id = await anOpenRequirement(test)
    const comment = await aComment(test, id)
    await list(id, 'new-author').expect(problem(404, 'not-found'))
    await test.api('new-author').post(`/comments/${comment}/resolve`).expect(problem(404, 'not-found'))
    for (const player of ['supplier-admin', 'bid-writer', 'procurement-officer', 'senior-officer', 'auditor'] as const)
      await list(id, player).expect(403)
    await test.api().get(`/requirements/${id}/comments`).expect(401)
    for (const player of ['supplier-admin', undefined] as const)
      expect(JSON.stringify((await test.api(player).get(`/requirements/${id}`)).body)).not.toContain('which roads')
  })

  it('is not for whoever works for a supplier as well', async () => {
    const { id } = await aDraft(test)
    await aComment(test, id)
    await grant(test, 'buyer-author', 'Fourth Example Supplier', 'bid-writer')
    const [council] = await test.rows<{ id: string }>(`SELECT id FROM organisation WHERE name LIKE 'First Example Council%'`)
    const answer = await list(id).set('X-Organisation', String(council?.id))
    await revoke(test, 'buyer-author', 'Fourth Example Supplier')
    problem(404, 'not-found')(answer)
    await list(id).expect(200)
  })

  it.each([
    ['no text', {}],
    ['only space', { text: ' \n ' }],
    ['too much', { text: 'x'.repeat(5001) }],
    ['a part that is none', { text: 'x', section: 'weather' }],
    ['another type', { text: 7 }],
  ])('with %s is refused', async (_, body) => {
    const { id } = await aDraft(test)
    await test.api('buyer-author').post(`/requirements/${id}/comments`).send(body).expect(problem(400, 'invalid-request'))
  })
})
