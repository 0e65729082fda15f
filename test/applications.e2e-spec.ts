import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { currentSet } from '../src/modules/library/question-sets.js'
import { canonicalBytes, sha256, shownHash } from '../src/shared/canonical.js'
import { admittedByHand, askedByHand, groundDecidedByHand, groundRaisedByHand, rejectedByHand } from './support/decided-by-hand.js'
import { aCertificate, aClaim, aProduct, saveAnswer } from './support/library.js'
import { hire } from './support/people.js'
import { type Newcomer, TestApp } from './support/test-app.js'
import { AN_OFFER, anOpenCategory, aReadyApplication, aSubmittedApplication, fillLibrary } from './support/whole-library.js'
import { eventsHandled } from './support/world.js'

interface Own {
  id: string
  etag: string
  state: string
  dueOn: string
  contentHash: string
  declaration: { name: string }
  lacking: { question: string; productId: string | null; lacks: string[]; isExpired: boolean }[]
  retired: string[]
  code: string
  errors: { pointer: string; code: string; detail: string }[]
}

interface Given {
  items: { question: string; productId: string | null; version: number; hash: string; given: string; content: { answer: object } }[]
}

const NEW = 'new-writer' satisfies Newcomer
const NEW_ADMIN = 'new-admin' satisfies Newcomer

describe('A supplier that asks to join', () => {
  let test: TestApp
  let product: string

  beforeAll(async () => {
    test = await TestApp.start()
    await hire(test, NEW, 'Fourth Example Supplier', 'bid-writer')
    await hire(test, NEW_ADMIN, 'Fourth Example Supplier', 'supplier-admin')
    product = await fillLibrary(test)
  })
  afterAll(() => test.stop())

  const get = async (id: string, as: 'bid-writer' | 'supplier-admin' | Newcomer = 'bid-writer'): Promise<Own> =>
    (await test.api(as).get(`/applications/${id}`).expect(200)).body as Own

  const given = async (id: string): Promise<Given['items']> =>
    ((await test.api('bid-writer').get(`/applications/${id}/answers`).expect(200)).body as Given).items

  const submit = ({ id, etag, declaration, contentHash }: Pick<Own, 'id' | 'etag' | 'declaration' | 'contentHash'>, change: object = {}) =>
    test
      .api('supplier-admin')
      .post(`/applications/${id}/submit`)
      .set('If-Match', etag)
      .send({ declaredAs: 'Director', declaration: declaration.name, contentHash, ...change })

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

  it('T6 create: starts one for a category of an agreement in force, once, also where two start at the same moment', async () => {
    const categoryId = await anOpenCategory(test)
    const start = (as: 'bid-writer' | 'supplier-admin') => test.api(as).post('/applications').send({ categoryId })
    const both = await Promise.all([start('bid-writer'), start('supplier-admin')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    const [won, lost] = both.toSorted((one, other) => one.status - other.status).map(({ body }) => body as Own & { applicationId: string })
    expect(lost).toMatchObject({ code: 'application-under-way', applicationId: won?.id })
    expect(won).toMatchObject({ state: 'draft', productIds: [], offer: {}, receivedAt: null, dueOn: null })
    const member = await test.rows<{ id: string }>(
      `SELECT m.category_id AS id FROM membership m JOIN organisation o ON o.id = m.supplier_id WHERE o.name LIKE 'First Example Supplier%' LIMIT 1`,
    )
    await test
      .api('bid-writer')
      .post('/applications')
      .send({ categoryId: member[0]?.id })
      .expect(409, /already-member/)
    await test.api('bid-writer').post('/applications').send({ categoryId: product }).expect(404)
    await test.api('procurement-officer').post('/applications').send({ categoryId }).expect(403)
  })

  it('sees what an empty library lacks, question by question, and submits nothing', async () => {
    const categoryId = await anOpenCategory(test)
    const { body } = await test.api(NEW).post('/applications').send({ categoryId }).expect(201)
    const { id } = body as Own
    const { lacking } = await get(id, NEW)
    const asked = currentSet()
      .parts.filter(({ perProduct }) => perProduct !== true)
      .flatMap(({ questions }) => questions.map(question => question.id))
    expect(lacking.map(({ question }) => question)).toEqual(asked)
    const send = (own: Own) =>
      test
        .api(NEW_ADMIN)
        .post(`/applications/${id}/submit`)
        .set('If-Match', own.etag)
        .send({ declaredAs: 'Director', declaration: own.declaration.name })
    await send(await get(id, NEW)).expect(422, /product-missing/)
    const empty = await aProduct(test, 'Empty', NEW)
    const choose = async (offer: object) =>
      test
        .api(NEW)
        .patch(`/applications/${id}`)
        .set('If-Match', (await get(id, NEW)).etag)
        .send({ productIds: [empty], offer })
    await (
      await choose({})
    ).status
    await send(await get(id, NEW)).expect(422, /offer-missing/)
    expect((await choose(AN_OFFER)).status).toBe(200)
    const refused = (await send(await get(id, NEW)).expect(422)).body as Own
    expect(refused.code).toBe('application-incomplete')
    expect(refused.errors).toHaveLength(asked.length + 12)
    expect((await get(id, NEW)).state).toBe('draft')
    const [told] = await test.rows<{ action: string }>(`SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id DESC LIMIT 1`, [
      id,
    ])
    expect(told?.action).toBe('application.submission-refused')
  })

  it('T6 submit: gives every answer to the officers as it is, signs, and is told the last day for a decision', async () => {
    const ready = await aReadyApplication(test, { product })
    await submit(ready, { declaration: 'joining 0.9.0' }).expect(409, /declaration-changed/)
    await test.api('bid-writer').post(`/applications/${ready.id}/submit`).set('If-Match', ready.etag).send({}).expect(403)
    const { body } = await submit(ready).expect(200)
    expect(body).toMatchObject({
      state: 'submitted',
      declaredAs: 'Director',
      dueBy: { figure: 'join-decision', workingDays: 10 },
      lacking: [],
    })
    const pins = await given(ready.id)
    const asked = currentSet().parts.flatMap(({ questions }) => questions.map(({ id }) => id))
    expect(pins.map(({ question }) => question).toSorted()).toEqual(asked.toSorted())
    for (const { content, hash } of pins) expect(shownHash(sha256(canonicalBytes(content)))).toBe(hash)
    await submit(await get(ready.id)).expect(409, /application-state/)
    await test
      .api('bid-writer')
      .patch(`/applications/${ready.id}`)
      .set('If-Match', (await get(ready.id)).etag)
      .send({ productIds: [], offer: {} })
      .expect(409)
  })

  it('submits once with one key, and with a fresh sign-in alone', async () => {
    const ready = await aReadyApplication(test, { product })
    await test.rows(
      `UPDATE session SET proved_at = proved_at - interval '1 day' WHERE person_id = (SELECT id FROM person WHERE email = 'supplier-admin@example.test')`,
    )
    await submit(ready).expect(403, /fresh-sign-in-required/)
    await test.signIn('supplier-admin')
    const key = `submit-${ready.id}`
    const [one, other] = await Promise.all([submit(ready).set('Idempotency-Key', key), submit(ready).set('Idempotency-Key', key)])
    expect([one.status, other.status].filter(status => status !== 200 && status !== 409)).toEqual([])
    await submit(ready).set('Idempotency-Key', key).expect(200)
    expect(
      await test.rows(`SELECT FROM outbox_event WHERE type = 'application.submitted' AND payload ->> 'applicationId' = $1`, [ready.id]),
    ).toHaveLength(1)
  })

  it('T6 submit: is refused what is no more as it was read, or chosen over a colleague’s choice', async () => {
    const ready = await aReadyApplication(test, { product })
    await saveAnswer(test, 'L702', { values: { measures: 'Another way.', outside: 'no' } })
    await submit(ready).expect(412)
    const again = await get(ready.id)
    await test
      .api('bid-writer')
      .patch(`/applications/${ready.id}`)
      .set('If-Match', again.etag)
      .send({ productIds: [product], offer: { location: ['wales'] } })
      .expect(200)
    await test
      .api('supplier-admin')
      .patch(`/applications/${ready.id}`)
      .set('If-Match', again.etag)
      .send({ productIds: [], offer: {} })
      .expect(412)
    await submit(again).expect(412)
    await submit(await get(ready.id)).expect(200)
  })

  it('submits one version of each answer while the library is being changed', async () => {
    const ready = await aReadyApplication(test, { product })
    const changes = Array.from({ length: 5 }, (_, number) =>
      saveAnswer(test, 'L103', { values: { address: `${number} Road`, postcode: 'AB1 2CD', country: 'Wales' } }).catch(() => null),
    )
    const { status } = await submit(ready, { contentHash: undefined })
    await Promise.all(changes)
    expect(status).toBe(200)
    const pins = (await given(ready.id)).filter(({ question }) => question === 'L103')
    expect(pins).toHaveLength(1)
    const kept = (await test.api('bid-writer').get(`/library/answers/L103/versions/${pins[0]?.version}`).expect(200)).body as {
      hash: string
    }
    expect(kept.hash).toBe(pins[0]?.hash)
  })

  it('is refused where the agreement ends, a product or a filter is retired meanwhile', async () => {
    const other = await fillLibrary(test, 'supplier-admin', 'To be given up')
    const ready = await aReadyApplication(test, { product: other })
    await test.api('supplier-admin').post(`/library/products/${other}/retire`).expect(200)
    await submit(await get(ready.id)).expect(422, /product-unknown/)
    await test
      .api('bid-writer')
      .patch(`/applications/${ready.id}`)
      .set('If-Match', (await get(ready.id)).etag)
      .send({ productIds: [product], offer: { location: ['overseas'] } })
      .expect(200)
    const { number } = (await test.api().get('/filters').expect(200)).body as { number: number }
    await test
      .api('senior-officer')
      .post('/filters/mark-value')
      .set('If-Match', `"${number}"`)
      .send({ facet: 'location', value: 'overseas', as: 'retire', reason: 'Nobody asks for it.' })
      .expect(201)
    const stale = await get(ready.id)
    expect(stale.retired).toEqual(['location/overseas'])
    await submit(stale).expect(422, /filter-value-unknown/)
    await test.rows(`UPDATE agreement SET valid_until = market_now() WHERE id = (SELECT agreement_id FROM application WHERE id = $1)`, [
      ready.id,
    ])
    await submit(await get(ready.id)).expect(422, /agreement-not-valid/)
    expect((await get(ready.id)).state).toBe('draft')
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

  it('J documents: keeps the record of its admission, and sees what its library says differently since', async () => {
    const id = await aSubmittedApplication(test, { product })
    await test.api('bid-writer').get(`/applications/${id}/appointment`).expect(404)
    await admittedByHand(test, id)
    const { body } = await test.api('bid-writer').get(`/applications/${id}/appointment`).expect(200)
    const record = body as { criteria: object[]; criteriaHash: string; answers: { hash: string }[]; declaration: object; offer: object }
    expect(record).toMatchObject({ declaration: { signedAs: 'Director' }, offer: AN_OFFER, questionSet: 'selection 1.0.0' })
    expect(shownHash(sha256(canonicalBytes(record.criteria)))).toBe(record.criteriaHash)
    expect(record.answers.map(({ hash }) => hash).toSorted()).toEqual((await given(id)).map(({ hash }) => hash).toSorted())
    await saveAnswer(test, 'L105', { values: { role: 'Head of bids', email: 'bids@example.test' } })
    const { items } = (await test.api('bid-writer').get(`/applications/${id}/changes`).expect(200)).body as {
      items: { question: string; hasChanged: boolean }[]
    }
    expect(items.filter(({ hasChanged }) => hasChanged).map(({ question }) => question)).toEqual(['L105'])
    await test.api('supplier-admin').post(`/applications/${id}/withdraw`).expect(409)
  })

  it('is told the criterion and the reasons of a rejection, and applies anew at once', async () => {
    const id = await aSubmittedApplication(test, { product })
    await rejectedByHand(test, id)
    const own = (await test.api('bid-writer').get(`/applications/${id}`).expect(200)).body as Own & { categoryId: string }
    expect(own).toMatchObject({ state: 'rejected', criterion: { number: 1 }, reasons: expect.stringContaining('references') })
    await test.api('bid-writer').post('/applications').send({ categoryId: own.categoryId }).expect(201)
  })

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

  it('is alone with its applications: to anybody else there are none', async () => {
    const id = await aSubmittedApplication(test, { product })
    for (const path of ['', '/answers', '/messages', '/changes', '/appointment']) {
      await test.api('rival-admin').get(`/applications/${id}${path}`).expect(404)
    }
    await test.api('rival-admin').patch(`/applications/${id}`).set('If-Match', '"1"').send({ productIds: [], offer: {} }).expect(404)
    await test
      .api('rival-admin')
      .post(`/applications/${id}/submit`)
      .set('If-Match', '"1"')
      .send({ declaredAs: 'x', declaration: 'x' })
      .expect(404)
    await test.api('rival-admin').post(`/applications/${id}/withdraw`).expect(404)
    await test.api('rival-admin').post(`/applications/${id}/reply`).send({ text: 'x' }).expect(404)
    await test.api('rival-admin').post(`/applications/${id}/exclusions/L201/reply`).send({ text: 'x' }).expect(404)
    const { items } = (await test.api('rival-admin').get('/applications').expect(200)).body as { items: unknown[] }
    expect(items).toEqual([])
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
