import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { currentSet } from '../src/modules/library/question-sets.js'
import { admittedByHand, askedByHand, groundDecidedByHand, groundRaisedByHand, rejectedByHand } from './support/decided-by-hand.js'
import { aCertificate, aClaim, saveAnswer } from './support/library.js'
import { TestApp } from './support/test-app.js'
import { aReadyApplication, aSubmittedApplication, fillLibrary } from './support/whole-library.js'
import { eventsHandled } from './support/world.js'

interface Lacking {
  state: string
  lacking: { question: string; lacks: string[]; isExpired: boolean }[]
}

interface Given {
  items: { question: string; given: string }[]
}

describe('What an application asks of a supplier', () => {
  let test: TestApp
  let product: string

  beforeAll(async () => {
    test = await TestApp.start()
    product = await fillLibrary(test)
  })
  afterAll(() => test.stop())

  const get = async (id: string): Promise<Lacking> => (await test.api('bid-writer').get(`/applications/${id}`).expect(200)).body as Lacking

  const given = async (id: string): Promise<Given['items']> =>
    ((await test.api('bid-writer').get(`/applications/${id}/answers`).expect(200)).body as Given).items

  const lacks = async (question: string): Promise<string[]> => {
    const { id } = await aReadyApplication(test, { product })
    const { lacking } = await get(id)
    return lacking.filter(each => each.question === question).flatMap(each => (each.isExpired ? ['expired'] : each.lacks))
  }

  /** Saves an answer, looks what an application lacks, and puts it right again. */
  const lackingWith = async (question: string, answer: Parameters<typeof saveAnswer>[2], of?: string): Promise<string[]> => {
    const owner = of === undefined ? {} : { product: of }
    const path = `/library/answers/${question}${of === undefined ? '' : `?product=${of}`}`
    const { answer: before } = (await test.api('bid-writer').get(path).expect(200)).body as { answer: object }
    await saveAnswer(test, question, answer, owner)
    const found = await lacks(question)
    await saveAnswer(test, question, before, owner)
    return found
  }

  const whole = async (question: string): Promise<{ values: Record<string, string>; rows: Record<string, string>[] }> =>
    ((await test.api('bid-writer').get(`/library/answers/${question}`).expect(200)).body as { answer: never }).answer

  it('J identity: names its registers and its DUNS number', async () => {
    const { values } = await whole('L102')
    const without = Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'duns'))
    expect(await lackingWith('L102', { values: without })).toEqual(['DUNS number'])
    await test
      .api('bid-writer')
      .put('/library/answers/L102')
      .set('If-Match', '"1"')
      .send({ answer: { values: { duns: '12' } } })
      .expect(400)
  })

  it('J finance: gives its score with whose it is and when, or says what else shows that it can be relied on', async () => {
    expect(await lackingWith('L301', { values: { scored: 'yes', provider: 'An agency' } })).toHaveLength(3)
    expect(await lackingWith('L301', { values: { scored: 'no', instead: 'Accounts of two years.' } })).toEqual([])
  })

  it('J references: names three', async () => {
    const { rows } = await whole('L501')
    expect(await lackingWith('L501', { rows: rows.slice(0, 2) })).toEqual(['Reference: 1 more'])
  })

  it('J subcontractors: names those who contribute directly, each with office and consent', async () => {
    expect(await lackingWith('L601', { values: { any: 'yes' }, rows: [{ name: 'A firm', contributes: 'Labels' }] })).toEqual([
      'Subcontractor 1: Registered office',
      'Subcontractor 1: Date of the written consent',
      'Subcontractor 1: Evidence of the consent',
    ])
  })

  it('J cyber essentials: holds a certificate in date, something as good, or a plan', async () => {
    expect(await lackingWith('L401', aCertificate('2026-01-01'))).toEqual(['expired'])
    expect(await lackingWith('L401', { values: { kind: 'none', plan: 'We are certified in March.' } })).toEqual([])
  })

  it('J data protection officer: need have none where the law asks for none', async () => {
    expect(await lackingWith('L701', { values: { required: 'no', reason: 'We handle no personal data at scale.' } })).toEqual([])
    expect(await lackingWith('L701', { values: { required: 'yes' } })).toEqual(['How the data protection officer is reached'])
  })

  it('J ethics baseline: claims all twelve topics of every product, in date, with evidence', async () => {
    const { parts } = currentSet()
    expect(parts.find(({ perProduct }) => perProduct === true)?.questions).toHaveLength(12)
    expect(await lackingWith('B7', aClaim('2026-02-01'), product)).toEqual(['expired'])
    expect(
      await lackingWith(
        'B12',
        { values: { claim: 'We are trained.', productVersion: '1', madeOn: '2026-01-01', expiresOn: '2099-01-01' } },
        product,
      ),
    ).toEqual(['Evidence'])
  })

  it('is told in words what is wrong with what it chooses', async () => {
    const { id, etag } = await aReadyApplication(test, { product })
    const choose = (body: object) => test.api('bid-writer').patch(`/applications/${id}`).set('If-Match', etag).send(body)
    await choose({ productIds: [product], offer: { location: ['atlantis'] } }).expect(422, /filter-value-unknown/)
    await choose({ productIds: [id], offer: {} }).expect(422, /product-unknown/)
    await choose({ productIds: ['x'], offer: {} }).expect(400)
    await choose({ productIds: [], offer: { location: 'london' } }).expect(400)
    await choose({ productIds: [], offer: { 'a/b': [] } }).expect(400)
    await choose({ productIds: [] }).expect(400)
    await test.api('bid-writer').patch(`/applications/${id}`).send({ productIds: [], offer: {} }).expect(428)
  })

  it('T6 withdraw: takes it back before a decision, keeps what was given, and may start anew', async () => {
    const id = await aSubmittedApplication(test, { product })
    await test.api('bid-writer').post(`/applications/${id}/withdraw`).expect(403)
    const { body } = await test.api('supplier-admin').post(`/applications/${id}/withdraw`).expect(200)
    expect(body).toMatchObject({ state: 'withdrawn' })
    expect((await given(id)).length).toBeGreaterThan(40)
    await test
      .api('supplier-admin')
      .post(`/applications/${id}/withdraw`)
      .expect(409, /application-state/)
    await test
      .api('bid-writer')
      .post('/applications')
      .send({ categoryId: (body as { categoryId: string }).categoryId })
      .expect(201)
  })

  it('T6 reply: says what it has to say with answers as they are now, and is under review again', async () => {
    const id = await aSubmittedApplication(test, { product })
    const reply = (body: object) => test.api('bid-writer').post(`/applications/${id}/reply`).send(body)
    await reply({ text: 'Before anybody asked.' }).expect(409, /nothing-asked/)
    await askedByHand(test, id, 'Which references are for work of this kind?', { question: 'L501' })
    const { values, rows } = await whole('L501')
    await saveAnswer(test, 'L501', { values, rows: [...rows, { ...rows[0], organisation: 'A fourth one' }] })
    await reply({ text: ' ' }).expect(400)
    await reply({ text: 'A fourth.', answers: [{ question: 'X1' }] }).expect(404)
    await reply({ text: 'A fourth.', answers: [{ question: 'B1', productId: id }] }).expect(404)
    const { body } = await reply({ text: 'A fourth one is.', answers: [{ question: 'L501' }] }).expect(200)
    expect(body).toMatchObject({
      messages: [
        { side: 'officer', question: 'L501' },
        { side: 'supplier', text: 'A fourth one is.', replyBy: null },
      ],
    })
    expect((await get(id)).state).toBe('under-review')
    expect((await given(id)).filter(({ question }) => question === 'L501').map(each => each.given)).toEqual(['replied', 'submitted'])
    await reply({ text: 'Once more.' }).expect(409, /nothing-asked/)
  })

  it('J clarifications: gives no answer that is not whole with a reply, and one of two replies at once counts', async () => {
    const id = await aSubmittedApplication(test, { product })
    await askedByHand(test, id, 'Is it still so?', { days: -1 })
    const before = await whole('L601')
    await saveAnswer(test, 'L601', { values: {} })
    const reply = (text: string, answers: object[] = []) => test.api('bid-writer').post(`/applications/${id}/reply`).send({ text, answers })
    await reply('See there.', [{ question: 'L601' }]).expect(422, /application-incomplete/)
    await saveAnswer(test, 'L601', before)
    const both = await Promise.all([reply('One.'), reply('Other.')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const { messages } = (await test.api('bid-writer').get(`/applications/${id}/messages`).expect(200)).body as { messages: unknown[] }
    expect(messages).toHaveLength(2)
  })

  it('says once what it has to say to a ground that was raised, while nothing is decided on it', async () => {
    const id = await aSubmittedApplication(test, { product })
    await groundRaisedByHand(test, id, 'L203')
    await groundRaisedByHand(test, id, 'L254')
    const reply = (ground: string, as: 'bid-writer' | 'supplier-admin' = 'supplier-admin') =>
      test.api(as).post(`/applications/${id}/exclusions/${ground}/reply`).send({ text: 'It was another firm of the same name.' })
    await reply('L203', 'bid-writer').expect(403)
    await reply('L201').expect(404)
    const { body } = await reply('L203').expect(200)
    expect(body).toMatchObject({
      raised: [{ ground: 'L203', kind: 'mandatory', reply: 'It was another firm of the same name.', outcome: null }, { ground: 'L254' }],
    })
    await reply('L203').expect(409, /exclusion-replied/)
    await groundDecidedByHand(test, id, 'L254')
    await reply('L254').expect(409, /exclusion-decided/)
  })
})

describe('Whoever waits for an application', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  afterAll(() => test.stop())

  const told = async (kind: string): Promise<string[]> =>
    (
      await test.rows<{ email: string }>(
        `SELECT p.email FROM notification n JOIN person p ON p.id = n.person_id WHERE n.kind = $1 ORDER BY 1`,
        [kind],
      )
    ).map(({ email }) => email.replace('@example.test', ''))

  it('is told of each step, and nobody else is', async () => {
    const product = await fillLibrary(test)
    const id = await aSubmittedApplication(test, { product })
    await eventsHandled(test)
    expect(await told('application.submitted')).toEqual(['procurement-officer', 'second-officer'])
    await askedByHand(test, id, 'Why?')
    await test.api('bid-writer').post(`/applications/${id}/reply`).send({ text: 'So.' }).expect(200)
    await groundRaisedByHand(test, id, 'L251')
    await test.api('supplier-admin').post(`/applications/${id}/exclusions/L251/reply`).send({ text: 'No.' }).expect(200)
    await rejectedByHand(test, id)
    const other = await aSubmittedApplication(test, { product })
    await test.api('supplier-admin').post(`/applications/${other}/withdraw`).expect(200)
    await admittedByHand(test, await aSubmittedApplication(test, { product }))
    await eventsHandled(test)
    const WRITERS = ['bid-writer', 'supplier-admin']
    expect(await told('application.asked')).toEqual(WRITERS)
    expect(await told('application.replied')).toEqual(['procurement-officer'])
    expect(await told('application.exclusion-raised')).toEqual(['supplier-admin'])
    expect(await told('application.exclusion-replied')).toEqual(['procurement-officer'])
    expect(await told('application.rejected')).toEqual(WRITERS)
    expect(await told('application.withdrawn')).toEqual(['procurement-officer', 'second-officer'])
    expect(await told('application.admitted')).toEqual(WRITERS)
  })
})
