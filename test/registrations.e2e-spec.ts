import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { enter, GOOD_PASSWORD, mailTo, register } from './support/codes.js'
import { MailCatcher } from './support/mail-catcher.js'
import { grant } from './support/people.js'
import { problem } from './support/problems.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { eventsHandled } from './support/world.js'

describe('The registration of an organisation', () => {
  let catcher: MailCatcher
  let test: TestApp
  let email: string
  let number = 0

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    test = await TestApp.start({ working: true, config: { smtpUrl: catcher.url } })
    email = await register(test, catcher, 'new-founder')
  })
  afterAll(async () => {
    await test.stop()
    await catcher.close()
  })

  const aNumber = (): string => `SC${String((number += 1)).padStart(6, '0')}`

  const send = (body: object, who: Newcomer = 'new-founder') =>
    test
      .api(who)
      .post('/account/registrations')
      .send({ kind: 'supplier', name: 'Fifth Example Supplier', ...body })

  const registered = async (body: object = { companiesHouseNumber: aNumber() }, who: Newcomer = 'new-founder'): Promise<string> =>
    ((await send(body, who).expect(201)).body as { id: string }).id

  const decide = (id: string, decision: 'approve' | 'refuse', who: Player | Newcomer = 'procurement-officer') =>
    test
      .api(who)
      .post(`/registrations/${id}/${decision}`)
      .send(decision === 'refuse' ? { reason: 'The number belongs to another firm.' } : undefined)

  it('waits for an officer, whose approval makes it an organisation with whoever registered it as administrator', async () => {
    const companiesHouseNumber = aNumber()
    const { body } = await send({
      name: ' Fifth Example Supplier ',
      companiesHouseNumber: ` ${companiesHouseNumber.toLowerCase()} `,
      duns: '12-345-6789',
    }).expect(201)
    expect(body).toMatchObject({
      state: 'waiting',
      name: 'Fifth Example Supplier',
      companiesHouseNumber,
      ppon: null,
      duns: '123456789',
      reason: null,
    })
    const { id } = body as { id: string }
    expect((await test.api('new-founder').get('/account').expect(200)).body).toMatchObject({ organisations: [] })
    await test.api('new-founder').get('/people').expect(problem(403, 'role-missing'))
    await mailTo(catcher, 'procurement-officer@example.test', 'An organisation waits for approval')
    const { body: queue } = await test.api('procurement-officer').get('/registrations').expect(200)
    expect((queue as { items: object[] }).items).toEqual([body])
    await decide(id, 'approve').expect(200)
    await mailTo(catcher, email, 'Your organisation was approved')
    expect((await test.api('new-founder').get('/account').expect(200)).body).toMatchObject({
      organisations: [{ id, name: 'Fifth Example Supplier', kind: 'supplier', roles: ['organisation-admin'] }],
    })
    await test.api('new-founder').get('/people').expect(200)
    await eventsHandled(test)
    expect(await test.rows('SELECT FROM supplier_key WHERE supplier_id = $1', [id])).toHaveLength(1)
    await decide(id, 'approve').expect(problem(409, 'registration-state'))
    await decide(id, 'refuse').expect(problem(409, 'registration-state'))
    const chain = await test.rows<{ action: string }>(
      `SELECT action FROM audit_event WHERE stream = 'organisation:' || $1::text ORDER BY sequence`,
      [id],
    )
    expect(chain.map(({ action }) => action)).toEqual([
      'registration.received',
      'registration.approved',
      'registration.approval-refused',
      'registration.refusal-refused',
    ])
  })

  it('is refused with a reason that whoever registered it reads, and may be tried again', async () => {
    const companiesHouseNumber = aNumber()
    const id = await registered({ companiesHouseNumber })
    await test
      .api('procurement-officer')
      .post(`/registrations/${id}/refuse`)
      .send({ reason: ' ' })
      .expect(problem(400, 'invalid-request', '/reason'))
    await decide(id, 'refuse').expect(200)
    expect((await mailTo(catcher, email, 'Your organisation was not approved')).text).toContain(
      'Reason: The number belongs to another firm.',
    )
    const { body } = await test.api('new-founder').get('/account/registrations').expect(200)
    expect((body as { items: object[] }).items[0]).toMatchObject({ id, state: 'refused', reason: 'The number belongs to another firm.' })
    const again = await registered({ companiesHouseNumber })
    await test.api('new-founder').post(`/account/registrations/${again}/withdraw`).expect(200)
    await test.api('new-founder').post(`/account/registrations/${again}/withdraw`).expect(problem(409, 'registration-state'))
    await decide(again, 'approve').expect(problem(409, 'registration-state'))
  })

  it('is refused alike for identifiers that an organisation has and for those that wait', async () => {
    const [waiting, approved] = [aNumber(), aNumber()]
    const first = await registered({ companiesHouseNumber: waiting })
    const second = await registered({ companiesHouseNumber: approved, ppon: 'ABCD-1234-EFGH' })
    await decide(second, 'approve').expect(200)
    await register(test, catcher, 'new-double')
    const ofWaiting = await send({ companiesHouseNumber: waiting }, 'new-double').expect(problem(409, 'registration-not-possible'))
    const ofApproved = await send({ ppon: 'abcd-1234-efgh' }, 'new-double').expect(problem(409, 'registration-not-possible'))
    expect(ofWaiting.body).toEqual(ofApproved.body)
    await decide(first, 'refuse').expect(200)
  })

  it('is taken once, of many at the same moment, and approved once (J identity twice at once)', async () => {
    const companiesHouseNumber = aNumber()
    const answers = await Promise.all(Array.from({ length: 5 }, () => send({ companiesHouseNumber })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409])
    const { id } = answers.find(({ status }) => status === 201)?.body as { id: string }
    const decisions = await Promise.all([
      decide(id, 'approve'),
      decide(id, 'refuse', 'second-officer'),
      decide(id, 'approve', 'senior-officer'),
    ])
    expect(decisions.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect((await send({ companiesHouseNumber: aNumber() }).set('Idempotency-Key', 'k').expect(201)).body).toEqual(
      expect.objectContaining({ state: 'waiting' }),
    )
  })

  it.each<[given: string, other: string, alike: 'same' | 'near' | 'not']>([
    ['Quillfeather Analytics Ltd', 'QUILLFEATHER ANALYTICS LIMITED', 'same'],
    ['Quillfeather Analytics', 'The Quillfeather-Analytics, plc', 'same'],
    ['Bramblewick & Thornbury LLP', 'Bramblewick and Thornbury', 'same'],
    ['Ｓｔａｒｌｉｎｇ Ｍｏｄｅｌｓ', 'Starling Models Ltd.', 'same'],
    ['Оakenshaw Сompute', 'Oakenshaw Compute', 'same'],
    ['Café Données', 'Cafe Donnees GmbH', 'same'],
    ['Marchgate Vision Systems', 'Marchgate Vision System', 'near'],
    ['Penhallow Datta Services', 'Penhallow Data Services Ltd', 'near'],
    ['Limited', 'Ltd', 'not'],
    ['Westerdale Robotics', 'Easterly Consulting', 'not'],
  ])('shows officers that %j may be the same as %j: %s', async (given, other, alike) => {
    const first = await registered({ companiesHouseNumber: aNumber(), name: other })
    await decide(first, 'approve').expect(200)
    const second = await registered({ companiesHouseNumber: aNumber(), name: given })
    const { body } = await test.api('procurement-officer').get(`/registrations/${second}/similar-names`).expect(200)
    const found = (body as { items: { id: string; isSame: boolean; isWaiting: boolean }[] }).items.find(({ id }) => id === first)
    expect(found === undefined ? 'not' : found.isSame ? 'same' : 'near').toBe(alike)
    await decide(second, 'approve').expect(200)
  })

  it('shows officers likenesses among those that wait, to both, and refuses none by itself', async () => {
    const [one, other] = [
      await registered({ companiesHouseNumber: aNumber(), name: 'Hollowbrook Learning Ltd' }),
      await registered({ companiesHouseNumber: aNumber(), name: 'Hollowbrook Learning LLP' }),
    ]
    for (const [id, like] of [
      [one, other],
      [other, one],
    ] as const) {
      const { body } = await test.api('procurement-officer').get(`/registrations/${id}/similar-names`).expect(200)
      expect((body as { items: object[] }).items).toEqual([expect.objectContaining({ id: like, isWaiting: true, isSame: true })])
    }
    await test.api('buyer-author').get(`/registrations/${one}/similar-names`).expect(problem(403, 'role-missing'))
    for (const id of [one, other]) await decide(id, 'approve').expect(200)
  })

  it('leaves one organisation for an identifier, whoever wins, even past the product’s own checks', async () => {
    const companiesHouseNumber = aNumber()
    const id = await registered({ companiesHouseNumber })
    await decide(id, 'approve').expect(200)
    const again = `INSERT INTO organisation (id, kind, name, companies_house_number) VALUES (gen_random_uuid(), 'supplier', 'Double', $1)`
    await expect(test.rows(again, [companiesHouseNumber])).rejects.toThrow('one_organisation_per_companies_house_number')
  })

  it.each([
    ['identifier-missing', {}],
    ['identifier-missing', { companiesHouseNumber: ' ', ppon: null }],
    ['identifier-malformed', { companiesHouseNumber: '123456789' }],
    ['identifier-malformed', { companiesHouseNumber: 'XX123456' }],
    ['identifier-malformed', { ppon: 'ABCD1234EFGH' }],
    ['identifier-malformed', { duns: '12345678' }],
  ])('is refused as %s: %j', async (code, body) => {
    await send(body).expect(problem(422, code))
  })

  it('is decided by no officer who registered it or works for a supplier', async () => {
    const id = await registered()
    await grant(test, 'senior-officer', 'First Example Supplier', 'bid-writer')
    const operator = await test.rows<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'operator'`)
    await test
      .api('senior-officer')
      .get('/registrations')
      .set('X-Organisation', String(operator[0]?.id))
      .expect(problem(403, 'registration-not-yours'))
    await test
      .api('senior-officer')
      .get(`/registrations/${id}/similar-names`)
      .set('X-Organisation', String(operator[0]?.id))
      .expect(problem(403, 'registration-not-yours'))
    await decide(id, 'approve', 'senior-officer')
      .set('X-Organisation', String(operator[0]?.id))
      .expect(problem(403, 'registration-not-yours'))
    const { body } = await test
      .api('second-officer')
      .post('/account/registrations')
      .send({ kind: 'public-body', name: 'Own', ppon: 'PPPP-0000-QQQQ' })
      .expect(201)
    await decide((body as { id: string }).id, 'approve', 'second-officer').expect(problem(403, 'registration-not-yours'))
    await decide((body as { id: string }).id, 'approve').expect(200)
    await decide(id, 'refuse').expect(200)
  })

  it('is nobody else’s', async () => {
    const id = await registered()
    const { body: read } = await test.api('procurement-officer').get(`/registrations/${id}`).expect(200)
    expect(read).toMatchObject({ id, state: 'waiting' })
    await register(test, catcher, 'new-other')
    for (const each of [id, newId()])
      await test.api('new-other').post(`/account/registrations/${each}/withdraw`).expect(problem(404, 'not-found'))
    expect((await test.api('new-other').get('/account/registrations').expect(200)).body).toEqual({ items: [], nextCursor: null })
    await decide(newId(), 'approve').expect(problem(404, 'not-found'))
    await decide(id, 'refuse').expect(200)
  })

  it('leaves five waiting for one person and no more', async () => {
    const keen = await register(test, catcher, 'new-keen')
    await enter(test, 'new-keen', keen, GOOD_PASSWORD)
    for (let each = 0; each < 5; each += 1) await registered({ companiesHouseNumber: aNumber() }, 'new-keen')
    await send({ companiesHouseNumber: aNumber() }, 'new-keen').expect(problem(409, 'too-many-registrations'))
  })
})
