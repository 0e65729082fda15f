import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { currentSet } from '../src/modules/library/question-sets.js'
import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { canonicalBytes, sha256, shownHash } from '../src/shared/canonical.js'
import { admittedByHand, rejectedByHand } from './support/decided-by-hand.js'
import { aClaim, aProduct, saveAnswer } from './support/library.js'
import { hire } from './support/people.js'
import { type Newcomer, TestApp } from './support/test-app.js'
import { AN_OFFER, anOpenCategory, aReadyApplication, aSubmittedApplication, fillLibrary } from './support/whole-library.js'

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
    expect((await choose({})).status).toBe(200)
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
    await saveAnswer(test, 'B2', aClaim('2099-12-31', 'It reads letters of every kind.'), { product })
    const saved = await test.rows<HandledEvent & Record<string, unknown>>(
      `SELECT id, type, payload FROM outbox_event WHERE type = 'library.answer-saved' ORDER BY id DESC LIMIT 1`,
    )
    for (const event of saved) await test.app.get(EventHandlers).handle(event)
    expect((await given(id)).filter(each => each.given === 'changed').map(({ question }) => question)).toEqual(['B2'])
    const { body: later } = await test.api('bid-writer').get(`/applications/${id}/appointment`).expect(200)
    expect(later).toEqual(body)
    await test.api('supplier-admin').post(`/applications/${id}/withdraw`).expect(409)
  })

  it('is told the criterion and the reasons of a rejection, and applies anew at once', async () => {
    const id = await aSubmittedApplication(test, { product })
    await rejectedByHand(test, id)
    const own = (await test.api('bid-writer').get(`/applications/${id}`).expect(200)).body as Own & { categoryId: string }
    expect(own).toMatchObject({ state: 'rejected', criterion: { number: 1 }, reasons: expect.stringContaining('references') })
    await test.api('bid-writer').post('/applications').send({ categoryId: own.categoryId }).expect(201)
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
