import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { PASSWORD } from '../src/modules/demonstration/cast.js'
import { Sessions } from '../src/modules/identity/sessions.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { newId } from '../src/shared/ids.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { type Player, PLAYERS, TestApp } from './support/test-app.js'

interface Listed {
  id: string
  device: string
  current: boolean
}

interface Line {
  id: string
  outcome: string
  device: string
  source: string
  personName: string
}

describe('Own sessions', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  beforeEach(async () => {
    await test.rows('DELETE FROM session')
    await test.signInAll()
  })
  afterAll(() => test.stop())

  const list = async (player: Player): Promise<Listed[]> =>
    ((await test.api(player).get('/sessions').expect(200)).body as { items: Listed[] }).items

  const signInWith = async (userAgent: string): Promise<string> => {
    const credentials = { email: 'auditor@example.test', password: PASSWORD }
    const { body } = await test.api().post('/sessions').set('User-Agent', userAgent).send(credentials).expect(201)
    return (body as { token: string }).token
  }

  const asBearer = (token: string) => test.api().get('/notifications').set('Authorization', `Bearer ${token}`)

  it('are listed with the device, the newest first, and none of anybody else', async () => {
    await signInWith('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0')
    await signInWith('<script>alert(1)</script>')
    const listed = await list('auditor')
    expect(listed.map(({ device, current }) => [device, current])).toEqual([
      ['Unknown program', false],
      ['Firefox on Windows', false],
      ['Unknown program', true],
    ])
    expect(await list('evaluator')).toHaveLength(1)
  })

  it('are listed in pages', async () => {
    for (let more = 0; more < 4; more += 1) await signInWith('curl/8')
    const first = await test.api('auditor').get('/sessions?limit=3').expect(200)
    const { items, nextCursor } = first.body as { items: Listed[]; nextCursor: string }
    const rest = await test.api('auditor').get(`/sessions?limit=3&cursor=${nextCursor}`).expect(200)
    const all = [...items, ...(rest.body as { items: Listed[] }).items]
    expect(new Set(all.map(({ id }) => id)).size).toBe(5)
  })

  it('end one by one, at once, and only for their owner', async () => {
    const other = await signInWith('curl/8')
    const [newest] = await list('auditor')
    await test
      .api('evaluator')
      .delete(`/sessions/${String(newest?.id)}`)
      .expect(problem(404, 'not-found'))
    await asBearer(other).expect(200)
    await test
      .api('auditor')
      .delete(`/sessions/${String(newest?.id)}`)
      .expect(204)
    await asBearer(other).expect(problem(401, 'not-signed-in'))
    await test
      .api('auditor')
      .delete(`/sessions/${String(newest?.id)}`)
      .expect(problem(404, 'not-found'))
    await test.api('auditor').delete(`/sessions/${newId()}`).expect(problem(404, 'not-found'))
    await test.api('auditor').get('/notifications').expect(200)
  })

  it('end everywhere, and nobody else’s with them', async () => {
    const other = await signInWith('curl/8')
    await test.api('auditor').delete('/sessions').expect(204)
    await asBearer(other).expect(problem(401, 'not-signed-in'))
    await test.api('auditor').get('/notifications').expect(problem(401, 'not-signed-in'))
    await test.api('evaluator').get('/notifications').expect(200)
  })

  it('end but for one, for whoever changes a password', async () => {
    const other = await signInWith('curl/8')
    const [row] = await test.rows<{ id: string }>(`SELECT id FROM person WHERE email = 'auditor@example.test'`)
    const ended = await test.app
      .get(UnitOfWork)
      .run(SYSTEM, tx => test.app.get(Sessions).endOthers(tx, String(row?.id), test.tokens.get('auditor')))
    expect(ended).toBe(1)
    await asBearer(other).expect(problem(401, 'not-signed-in'))
    await test.api('auditor').get('/notifications').expect(200)
  })
})

describe('The sign-in log', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
    await Promise.all(PLAYERS.map(player => test.signIn(player)))
    await test.moveClock('1 minute')
    await test
      .api()
      .post('/sessions')
      .set('User-Agent', 'curl/8')
      .send({ email: 'buyer-author@example.test', password: 'wrong' })
      .expect(401)
    await test.api('buyer-author').post('/sessions/current/step-up').send({ password: 'wrong' }).expect(422)
    await test.signIn('buyer-author')
    await test.api('buyer-author').delete('/sessions/current').expect(204)
    await test.signIn('buyer-author')
  })
  afterAll(() => test.stop())

  const read = async (player: Player | `new-${string}`, query = ''): Promise<Line[]> =>
    ((await test.api(player).get(`/sign-ins${query}`).expect(200)).body as { items: Line[] }).items

  it('tells a person what happened, the newest first, and from where', async () => {
    const lines = await read('buyer-author')
    expect(lines.map(({ outcome }) => outcome)).toEqual(['signed-in', 'signed-out', 'signed-in', 'step-up-refused', 'refused', 'signed-in'])
    expect(lines[4]).toMatchObject({
      device: 'curl',
      source: expect.stringMatching(/127\.0\.0\.1$/),
      method: 'password',
      secondFactor: false,
    })
  })

  it('tells an organisation-admin of the people of the own organisation, and nobody else', async () => {
    const lines = await read('organisation-admin', '?scope=organisation&limit=100')
    expect(lines.filter(({ outcome }) => outcome === 'refused')).toHaveLength(1)
    const names = new Set(lines.map(({ personName }) => personName))
    const [row] = await test.rows<{ names: string[] }>(
      `SELECT array_agg(DISTINCT p.name) AS names FROM person p JOIN role_grant g ON g.person_id = p.id
       WHERE g.organisation_id IN (SELECT organisation_id FROM role_grant h JOIN person a ON a.id = h.person_id WHERE a.email = 'organisation-admin@example.test')`,
    )
    expect([...names].sort()).toEqual(row?.names.sort())
    for (const player of ['buyer-author', 'supplier-admin', 'senior-officer', 'auditor'] as const)
      await test.api(player).get('/sign-ins?scope=organisation').expect(problem(403, 'sign-in-log-not-yours'))
    await hire(test, 'new-admin', 'Second Example Authority', 'organisation-admin')
    expect((await read('new-admin', '?scope=organisation')).map(({ personName }) => personName)).toEqual(['new-admin'])
  })

  it('is read in pages without a gap', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`
      const { body } = await test.api('organisation-admin').get(`/sign-ins?scope=organisation&limit=2${more}`).expect(200)
      const page = body as { items: Line[]; nextCursor: string | null }
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual((await read('organisation-admin', '?scope=organisation&limit=100')).map(({ id }) => id))
  })

  it.each(['?scope=all', '?scope=', '?scope=own&scope=own', '?limit=0', '?cursor=x'])('takes no %s', async query => {
    expect((await test.api('auditor').get(`/sign-ins${query}`)).status).toBe(400)
  })
})

describe('A sign-in from a new place', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ config: { trustedProxies: ['127.0.0.1'] } })
    await test.signIn('auditor')
  })
  afterAll(() => test.stop())

  const signInFrom = (address: string, cookie = '') =>
    test
      .api()
      .post('/sessions')
      .set('X-Forwarded-For', address)
      .set('Cookie', cookie)
      .set('User-Agent', 'curl/8')
      .send({ email: 'auditor@example.test', password: PASSWORD })
      .expect(201)

  const told = async (): Promise<number> => (await test.rows(`SELECT 1 FROM outbox_event WHERE type = 'sign-in.from-new-place'`)).length

  it('is told to the person once, and not the first sign-in of all', async () => {
    expect(await told()).toBe(0)
    await signInFrom('203.0.113.1')
    expect(await told()).toBe(1)
    await signInFrom('203.0.113.1')
    await signInFrom('127.0.0.1')
    expect(await told()).toBe(1)
  })

  it('by a browser is one where the browser is new, wherever it is', async () => {
    const before = await told()
    await signInFrom('203.0.113.1', `device=${'a'.repeat(43)}`)
    expect(await told()).toBe(before + 1)
    await signInFrom('203.0.113.200', `device=${'a'.repeat(43)}`)
    expect(await told()).toBe(before + 1)
  })
})
