import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { canonicalBytes, sha256, shownHash } from '../src/shared/canonical.js'
import { aCertificate, aClaim, answerPath, aProduct, saveAnswer } from './support/library.js'
import { contents, problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

const CANARY = 'Heliotrope-Library'

describe('The library of a supplier', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const get = async (path: string) => (await test.api('supplier-admin').get(path).expect(200)).body as Record<string, unknown>

  const put = (question: string, etag: string, answer: unknown, product?: string) =>
    test.api('supplier-admin').put(answerPath(question, product)).set('If-Match', etag).send({ answer })

  it('is empty at first, and every question is there to be answered', async () => {
    const { body: asked } = await test.api().get('/selection-questionnaires/1.0.0').expect(200)
    expect((await test.api().get('/selection-questionnaires/current').expect(200)).body).toEqual(asked)
    await test.api().get('/selection-questionnaires/0.0.1').expect(problem(404, 'not-found'))
    expect(await get('/library')).toEqual({ questionSet: 'selection 1.0.0', products: [], answers: [] })
    const { body, headers } = await test.api('bid-writer').get(answerPath('L101')).expect(200)
    expect(headers['etag']).toBe('"0"')
    expect(body).toMatchObject({ version: 0, hash: null, state: 'missing', answer: { values: {}, rows: [] }, confirmedAt: null })
    await test.api('bid-writer').get(answerPath('L999')).expect(problem(404, 'not-found'))
    await test.api('bid-writer').get(answerPath('B1')).expect(problem(404, 'not-found'))
    const product = await aProduct(test, 'Unasked of')
    await test.api('bid-writer').get(answerPath('L101', product)).expect(problem(404, 'not-found'))
  })

  it('keeps a version of each save that changes something, with a hash that anybody who has the version can compute', async () => {
    const first = await saveAnswer(test, 'L103', { values: { address: ` 1 High Street \r\n Town `, postcode: 'ab1  2cd' } })
    expect(first).toMatchObject({ version: 1, etag: '"1"', state: 'begun' })
    const same = await put('L103', '"1"', { values: { postcode: ' ab1 2cd', address: '1 High Street \n Town' } }).expect(200)
    expect(same.body).toMatchObject({ version: 1, hash: first.hash })
    const second = await saveAnswer(test, 'L103', { values: { address: '1 High Street', postcode: 'AB1 2CD', country: CANARY } })
    expect(second).toMatchObject({ version: 2, state: 'done', lacks: [] })
    const { items } = (await get(answerPath('L103', undefined, '/versions'))) as { items: { number: number; hash: string }[] }
    expect(items.map(({ number, hash }) => [number, hash])).toEqual([
      [2, second.hash],
      [1, first.hash],
    ])
    const page = await get(`${answerPath('L103', undefined, '/versions')}?limit=1`)
    expect(await get(`${answerPath('L103', undefined, '/versions')}?limit=1&cursor=${String(page['nextCursor'])}`)).toMatchObject({
      items: [{ number: 1 }],
      nextCursor: null,
    })
    const version = (await get(answerPath('L103', undefined, '/versions/1'))) as {
      hash: string
      content: { question: string; salt: string }
    }
    expect(version.hash).toBe(shownHash(sha256(canonicalBytes(version.content))))
    expect(version.content).toMatchObject({ questionSet: 'selection 1.0.0', question: 'L103', product: null })
    const diff = await get(answerPath('L103', undefined, '/versions/1/diff/2'))
    expect(diff).toMatchObject({
      before: { number: 1 },
      after: { number: 2 },
      changes: [
        { label: 'Address', before: '1 High Street \n Town', after: '1 High Street' },
        { label: 'Postcode', before: 'ab1 2cd', after: 'AB1 2CD' },
        { label: 'Country', before: '', after: CANARY },
      ],
    })
    await test
      .api('supplier-admin')
      .get(answerPath('L103', undefined, '/versions/3'))
      .expect(problem(404, 'not-found'))
    await test
      .api('supplier-admin')
      .get(answerPath('L104', undefined, '/versions/1'))
      .expect(problem(404, 'not-found'))
  })

  it('gives two suppliers who say the same two hashes', async () => {
    const answer = { values: { applies: 'no' } }
    const one = await saveAnswer(test, 'L201', answer)
    const other = await saveAnswer(test, 'L201', answer, { as: 'rival-admin' })
    expect(one.hash).not.toBe(other.hash)
  })

  it('is its own: what a rival answers, or is answered, is another library', async () => {
    await saveAnswer(test, 'L105', { values: { role: CANARY, email: 'office@example.test' } })
    const product = await aProduct(test, `Secret ${CANARY}`)
    for (const path of ['/library', answerPath('L105'), answerPath('L105', undefined, '/versions')]) {
      const { text } = await test.api('rival-admin').get(path).expect(200)
      expect(text).not.toContain(CANARY)
    }
    await test.api('rival-admin').get(answerPath('B1', product)).expect(problem(404, 'not-found'))
    for (const who of ['procurement-officer', 'auditor', 'buyer-author', 'organisation-admin'] as const)
      await test.api(who).get('/library').expect(problem(403, 'role-missing'))
  })

  it('is changed only over the newest version, which If-Match names', async () => {
    await saveAnswer(test, 'L702', { values: { measures: 'One' } })
    await test
      .api('supplier-admin')
      .put(answerPath('L702'))
      .send({ answer: { values: { measures: 'Two' } } })
      .expect(problem(428, 'if-match-missing'))
    await put('L702', '"0"', { values: { measures: 'Two' } }).expect(problem(412, 'stale-version'))
    await put('L702', '"9"', { values: { measures: 'Two' } }).expect(problem(412, 'stale-version'))
    expect(await get(answerPath('L702'))).toMatchObject({ version: 1, answer: { values: { measures: 'One' } } })
  })

  it('lets one of several writers through at the same moment, at the first answer and at a later one', async () => {
    for (const etag of ['"0"', '"1"']) {
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, place) => put('L601', etag, { values: { any: 'yes' }, rows: [{ name: `${etag} ${place}` }] })),
      )
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412])
    }
    const { items } = (await get(answerPath('L601', undefined, '/versions'))) as { items: { number: number }[] }
    expect(items.map(({ number }) => number)).toEqual([2, 1])
  })

  it('takes no answer that does not fit its question, and says all that is wrong', async () => {
    const before = await contents(test)
    const { body } = await put('L501', '"0"', {
      rows: [
        { value: '£1', from: '2026-02-30', email: 'nobody', 'no-such': 'x' },
        { from: '2026-05-01', to: '2026-04-30' },
      ],
    }).expect(problem(400, 'answers-malformed'))
    expect((body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer).toSorted()).toEqual([
      '/rows/0/email',
      '/rows/0/from',
      '/rows/0/no-such',
      '/rows/1/to',
    ])
    for (const answer of [null, 'x', [], { values: [] }, { rows: {} }, { answer: {} }])
      expect([answer, (await put('L501', '"0"', answer)).status]).toEqual([answer, 400])
    await put('L105', '"0"', { values: { role: 'a\u0000b' } }).expect(problem(400, 'text-not-allowed'))
    expect(await contents(test)).toEqual(before)
  })

  it('says until when an answer is good, and when somebody last said that it is true', async () => {
    const saved = await saveAnswer(test, 'L401', aCertificate('2099-01-31'))
    expect(saved).toMatchObject({ state: 'done', expiresOn: '2099-01-31', expiry: 'good' })
    await test.moveClock('3 days')
    await test.signInAll()
    const confirm = (etag: string) =>
      test
        .api('bid-writer')
        .post(answerPath('L401', undefined, '/confirm'))
        .set('If-Match', etag)
    await confirm('"0"').expect(problem(412, 'stale-version'))
    const { body } = await confirm(saved.etag).expect(200)
    const confirmed = body as { confirmedAt: string; writtenAt: string; version: number; hash: string }
    expect(confirmed).toMatchObject({ version: saved.version, hash: saved.hash })
    expect(Date.parse(confirmed.confirmedAt) - Date.parse(confirmed.writtenAt)).toBeGreaterThan(2 * 86_400_000)
    await test
      .api('supplier-admin')
      .post(answerPath('L104', undefined, '/confirm'))
      .set('If-Match', '"0"')
      .expect(problem(409, 'nothing-to-confirm'))
  })

  it('holds products under names of their own, each with its claims, until they are retired', async () => {
    const product = await aProduct(test, '  Reading   room ')
    expect((await get('/library'))['products']).toContainEqual(
      expect.objectContaining({ id: product, name: 'Reading room', retiredAt: null }),
    )
    await test.api('bid-writer').post('/library/products').send({ name: 'READING ROOM' }).expect(problem(409, 'product-exists'))
    const other = await aProduct(test, 'Writing room')
    await saveAnswer(test, 'B1', aClaim('2099-12-31'), { product })
    expect(await get(answerPath('B1', other))).toMatchObject({ version: 0 })
    const claim = (await get(answerPath('B1', product, '/versions/1'))) as { content: object }
    expect(claim.content).toMatchObject({ product: { id: product, name: 'Reading room' } })
    await test.api('bid-writer').post(`/library/products/${product}/retire`).expect(200)
    await test.api('bid-writer').post(`/library/products/${product}/retire`).expect(problem(409, 'product-retired'))
    await put('B1', '"1"', aClaim('2099-12-31', 'More'), product).expect(problem(409, 'product-retired'))
    await test
      .api('bid-writer')
      .post(answerPath('B1', product, '/confirm'))
      .set('If-Match', '"1"')
      .expect(problem(409, 'product-retired'))
    expect(await get(answerPath('B1', product))).toMatchObject({ version: 1 })
    await aProduct(test, 'Reading room')
    const ids = await Promise.all(
      Array.from({ length: 4 }, () => test.api('supplier-admin').post('/library/products').send({ name: 'At once' })),
    )
    expect(ids.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409])
  })

  it('holds no more products than it may', async () => {
    const { limits } = (await test.api().get('/selection-questionnaires/current').expect(200)).body as { limits: { products: number } }
    const [held] = await test.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM library_product p JOIN organisation o ON o.id = p.supplier_id WHERE o.name LIKE 'Second Example Supplier%'`,
    )
    for (let number = Number(held?.count); number < limits.products; number += 1) await aProduct(test, `Product ${number}`, 'rival-admin')
    const oneMore = () => test.api('rival-admin').post('/library/products').send({ name: 'One too many' })
    await oneMore().expect(problem(409, 'too-many-products'))
    // Those that are retired count towards how many there may ever be.
    const { products } = (await test.api('rival-admin').get('/library').expect(200)).body as {
      products: { id: string; retiredAt: string | null }[]
    }
    const offered = products.find(({ retiredAt }) => retiredAt === null)
    await test
      .api('rival-admin')
      .post(`/library/products/${String(offered?.id)}/retire`)
      .expect(200)
    await test.rows(`UPDATE legal_figure SET value = $1 WHERE key = 'library-products'`, [String(products.length)])
    const refused = await oneMore().expect(problem(409, 'too-many-products'))
    expect((refused.body as { detail: string }).detail).toContain(`holds ${products.length} products with those you no longer offer`)
    await test.rows(`UPDATE legal_figure SET value = $1 WHERE key = 'library-products'`, [String(products.length + 1)])
    await oneMore().expect(201)
  })

  it('notes in the supplier’s chain who answered what by its hash, and never the text', async () => {
    const { hash } = await saveAnswer(test, 'L102', { values: { registered: 'no', elsewhere: CANARY } })
    const details = await test.rows<{ action: string; content: Buffer }>(
      `SELECT e.action, d.content FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.action LIKE 'library.%' ORDER BY e.occurred_at`,
    )
    expect(new Set(details.map(({ action }) => action))).toEqual(
      new Set(['library.product-added', 'library.answer-saved', 'library.answer-confirmed', 'library.product-retired']),
    )
    expect(JSON.parse(String(details.at(-1)?.content))).toMatchObject({ question: 'L102', version: 1, hash: hash.replace('sha256-', '') })
    expect(details.filter(({ content }) => content.includes(CANARY))).toEqual([])
  })

  it('is read by nobody straight in the database, and by no other organisation through the application’s role', async () => {
    const [found] = await test.rows<{ found: number }>(
      `SELECT count(*)::int AS found FROM library_answer_version WHERE position($1::bytea IN content) > 0`,
      [Buffer.from(CANARY)],
    )
    expect(found).toEqual({ found: 0 })
    await expect(test.rows(`UPDATE library_answer_version SET hash = hash`)).rejects.toThrow('never changed')
    await expect(test.rows(`UPDATE library_product SET retired_at = NULL WHERE retired_at IS NOT NULL`)).rejects.toThrow('never changed')
  })
})
