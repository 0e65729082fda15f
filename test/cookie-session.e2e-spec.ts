import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { placeIn } from './support/world.js'

describe('A browser’s session', () => {
  let test: TestApp
  let cookie: string

  beforeAll(async () => {
    test = await TestApp.start()
  })
  beforeEach(async () => {
    cookie = `session=${await test.signIn('buyer-author')}`
  })
  afterAll(() => test.stop())

  const drafts = async (): Promise<number> => (await test.rows('SELECT id FROM requirement')).length

  it('reads with the cookie alone', async () => {
    await test.api().get('/notifications').set('Cookie', cookie).expect(200)
    await test.api().get('/notifications').set('Cookie', `other=1; ${cookie}; more=2`).expect(200)
  })

  it('reads even where a link from elsewhere leads', async () => {
    await test.api().get('/notifications').set('Cookie', cookie).set('Sec-Fetch-Site', 'cross-site').expect(200)
  })

  it.each([
    ['neither Sec-Fetch-Site nor Origin', {}],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour of the site', { 'Sec-Fetch-Site': 'same-site' }],
    ['nowhere', { 'Sec-Fetch-Site': 'none' }],
    ['another origin', { Origin: 'https://example.test' }],
    ['no origin', { Origin: 'null' }],
    ['another site, whatever the Origin says', { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:3000' }],
  ])('changes nothing for a request from %s', async (_, headers) => {
    const before = await drafts()
    const request = test.api().post('/requirements').set('Cookie', cookie).set(headers)
    await request.send({}).expect(problem(403, 'cross-site-request'))
    await test.api().delete('/sessions/current').set('Cookie', cookie).set(headers).expect(problem(403, 'cross-site-request'))
    expect(await drafts()).toBe(before)
    await test.api().get('/notifications').set('Cookie', cookie).expect(200)
  })

  it.each([
    ['the same origin', { 'Sec-Fetch-Site': 'same-origin' }],
    ['our own Origin, of an older browser', { Origin: 'http://localhost:3000' }],
  ])('changes what it may for a request from %s', async (_, headers) => {
    const { agreementId } = await placeIn(test, 'PRACTICE')
    await test.api().post('/requirements').set('Cookie', cookie).set(headers).send({ agreementId }).expect(201)
  })

  it('gives way to a bearer token, which no browser sends by itself', async () => {
    const { agreementId } = await placeIn(test, 'PRACTICE')
    await test.api('buyer-author').post('/requirements').set('Cookie', cookie).send({ agreementId }).expect(201)
    await test.api('bid-writer').post('/requirements').set('Cookie', cookie).send({ agreementId }).expect(problem(403, 'role-missing'))
  })

  it('ends with the sign-out', async () => {
    await test.api().delete('/sessions/current').set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin').expect(204)
    await test.api().get('/notifications').set('Cookie', cookie).expect(problem(401, 'not-signed-in'))
  })

  it.each(['session=', 'session=x', 'session=%00', `session=${'x'.repeat(5000)}`, 'session="', 'session=a; session=b'])(
    'is refused with the cookie %s',
    async bad => {
      await test.api().get('/notifications').set('Cookie', bad).expect(problem(401, 'not-signed-in'))
    },
  )

  it('has no cookie of another name, on http', async () => {
    await test.api().get('/notifications').set('Cookie', `__Host-${cookie}`).expect(problem(401, 'not-signed-in'))
  })
})

describe('Any session', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const isSignedIn = () => test.api('auditor').get('/notifications')

  it('ends with its sign-out, and no other does', async () => {
    const other = await test.signIn('auditor')
    await test.signIn('auditor')
    await test.api('auditor').delete('/sessions/current').expect(204)
    await isSignedIn().expect(problem(401, 'not-signed-in'))
    await test.api('auditor').delete('/sessions/current').expect(problem(401, 'not-signed-in'))
    await test.api().get('/notifications').set('Authorization', `Bearer ${other}`).expect(200)
  })

  it('ends an hour after its last use', async () => {
    await test.signIn('auditor')
    await test.moveClock('59 minutes')
    await isSignedIn().expect(200)
    await test.moveClock('59 minutes')
    await isSignedIn().expect(200)
    await test.moveClock('61 minutes')
    await isSignedIn().expect(problem(401, 'not-signed-in'))
  })

  it('ends after twelve hours, however much it is used', async () => {
    await test.signIn('auditor')
    for (let half = 0; half < 23; half += 1) {
      await test.moveClock('30 minutes')
      await isSignedIn().expect(200)
    }
    await test.moveClock('31 minutes')
    await isSignedIn().expect(problem(401, 'not-signed-in'))
  })

  it('begins with nothing that tells an unknown account from a wrong password', async () => {
    const ask = async (email: string, password: string) => {
      const { status, body, headers } = await test.api().post('/sessions').send({ email, password })
      return { status, body, names: Object.keys(headers).sort() }
    }
    const unknown = await ask('nobody@example.test', 'demonstration-only')
    const wrong = await ask('auditor@example.test', 'wrong')
    expect(wrong).toEqual(unknown)
    expect(unknown).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } })
    const noted = await test.rows('SELECT count(*)::int AS refused, count(person_id)::int AS known FROM sign_in_event WHERE outcome = $1', [
      'refused',
    ])
    expect(noted).toEqual([{ refused: 2, known: 1 }])
  })

  it('is kept as a hash only', async () => {
    const token = await test.signIn('auditor')
    const [row] = await test.rows<{ kept: string }>('SELECT string_agg(s::text, $1) AS kept FROM session s', [' '])
    expect(row?.kept).not.toContain(token)
  })
})
