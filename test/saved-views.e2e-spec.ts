import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'

interface View {
  id: string
  name: string
  filter: object
}

describe('A saved view of the queue', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const save = (name: string, filter: object = { tier: 'high', sort: 'due' }, player: Player = 'procurement-officer') =>
    test.api(player).post('/ethics-audit-views').send({ name, filter })
  const listed = async (player: Player = 'procurement-officer'): Promise<View[]> =>
    ((await test.api(player).get('/ethics-audit-views').expect(200)).body as { items: View[] }).items

  it('is kept for its person alone, and holds the filter as it was sent', async () => {
    const { body } = await save(' High first ').expect(201)
    expect(body).toMatchObject({ name: 'High first', filter: { tier: 'high', sort: 'due' } })
    expect(await listed()).toEqual([body])
    expect(await listed('second-officer')).toEqual([])
    await test
      .api('second-officer')
      .delete(`/ethics-audit-views/${(body as View).id}`)
      .expect(problem(404, 'not-found'))
    await test
      .api('procurement-officer')
      .delete(`/ethics-audit-views/${(body as View).id}`)
      .expect(204)
    expect(await listed()).toEqual([])
  })

  it('has a name of its own, also where it is saved twice at once', async () => {
    const answers = await Promise.all([save('Mine', { mine: 'true' }), save('Mine', { mine: 'true' })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    await save('Mine').expect(problem(409, 'view-name-taken'))
    await save('Mine', {}, 'second-officer').expect(201)
  })

  it('is one of twenty at the most, also where many are saved at once', async () => {
    const names = Array.from({ length: 25 }, (_, place) => `View ${place}`)
    const answers = await Promise.all(names.map(name => save(name, {}, 'auditor')))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    await save('One more', {}, 'auditor').expect(problem(409, 'too-many-views'))
    expect(await listed('auditor')).toHaveLength(20)
  })
})
