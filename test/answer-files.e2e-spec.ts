import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { aPdf, SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { SweepFiles } from '../src/modules/files/sweep-files.js'
import { FILE_LIMITS } from '../src/modules/library/question-evidence.js'
import { canonicalBytes, sha256, shownHash } from '../src/shared/canonical.js'
import { Storage } from '../src/shared/storage/storage.js'
import { anAnswerFile, filesOf, uploadTo } from './support/answer-files.js'
import { hitsInStorage, storedFiles } from './support/evidence.js'
import { encrypted, relation, relations, SETTINGS, withParts, zeros } from './support/hostile-files.js'
import { aClaim, aProduct, answerPath, saveAnswer } from './support/library.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { binary } from './support/zips.js'

describe('Evidence files of a library', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterEach(() => test.signInAll())
  afterAll(() => test.stop())

  const remove = (question: string, id: string, etag: string, product?: string) =>
    test
      .api('supplier-admin')
      .delete(answerPath(question, product, `/files/${id}`))
      .set('If-Match', etag)

  const content = (id: string) =>
    test
      .api('bid-writer')
      .get(`/library/files/${id}/content`)
      .buffer()
      .parse(binary as never)

  const version = async (question: string, number: number, product?: string) =>
    (
      await test
        .api('supplier-admin')
        .get(answerPath(question, product, `/versions/${number}`))
        .expect(200)
    ).body as {
      hash: string
      content: { answer: { files?: { id: string; name: string; sha256: string }[] } }
    }

  it('stand in the content of a version, which its hash pins, and come back as they were sent', async () => {
    const product = await aProduct(test, 'With evidence')
    await saveAnswer(test, 'B1', aClaim('2099-12-31'), { product })
    const bytes = aPdf('the whole of a test report')
    const { body, headers } = await uploadTo(test, 'B1', 'test report.pdf', bytes, { product }).expect(201)
    const file = body as { id: string; sha256: string }
    expect(body).toMatchObject({ name: 'test report.pdf', size: bytes.length, scan: 'unscanned', readable: true })
    expect(file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(headers['etag']).toBe('"2"')
    const second = await version('B1', 2, product)
    expect(second.content.answer.files).toEqual([{ id: file.id, name: 'test report.pdf', sha256: file.sha256 }])
    expect(second.hash).toBe(shownHash(sha256(canonicalBytes(second.content))))
    const sent = await content(file.id).expect(200)
    expect((sent.body as Buffer).equals(bytes)).toBe(true)
    expect(sent.headers['content-disposition']).toContain('test report.pdf')
  })

  it('make a version each time one is added or removed, and what changed shows each of them', async () => {
    const one = await anAnswerFile(test, 'L401', 'one.pdf')
    const two = await anAnswerFile(test, 'L401', 'two.pdf')
    const { etag } = await filesOf(test, 'L401')
    await remove('L401', one.id, '"1"').expect(problem(412, 'stale-version'))
    await remove('L401', one.id, etag).expect(204)
    expect(await filesOf(test, 'L401')).toMatchObject({ etag: '"3"', names: ['two.pdf'] })
    await remove('L401', one.id, '"3"').expect(problem(404, 'not-found'))
    const { body } = await test
      .api('bid-writer')
      .get(answerPath('L401', undefined, '/versions/1/diff/3'))
      .expect(200)
    expect((body as { changes: { label: string; before: string; after: string }[] }).changes).toEqual([
      { label: 'Evidence file one.pdf', before: `SHA-256 ${one.sha256}`, after: '' },
      { label: 'Evidence file two.pdf', before: '', after: `SHA-256 ${two.sha256}` },
    ])
    await content(one.id).expect(200)
  })

  it('are of one supplier alone, and kept for it as they were', async () => {
    const { id } = await anAnswerFile(test, 'L702', 'own.pdf')
    await test.api('rival-admin').get(`/library/files/${id}/content`).expect(problem(404, 'not-found'))
    expect(await filesOf(test, 'L702', { as: 'rival-admin' })).toMatchObject({ items: [] })
    await test
      .api('rival-admin')
      .delete(answerPath('L702', undefined, `/files/${id}`))
      .set('If-Match', '"1"')
      .expect(problem(404, 'not-found'))
    await test.api('procurement-officer').get(`/library/files/${id}/content`).expect(problem(403, 'role-missing'))
  })

  it('lie sealed in the storage, and their names nowhere readable', async () => {
    const secret = 'Heliotrope-Evidence'
    await uploadTo(test, 'L301', `${secret}.txt`, Buffer.from(`${secret} says so`)).expect(201)
    expect(await hitsInStorage(test, [secret])).toEqual([])
    const told = await test.rows<{ text: string }>(
      `SELECT row_to_json(f)::text AS text FROM library_file f UNION ALL SELECT convert_from(content, 'UTF8') FROM audit_detail
       UNION ALL SELECT payload::text FROM outbox_event`,
    )
    expect(told.filter(({ text }) => text.includes(secret))).toEqual([])
  })

  it.each<[string, string, string, Buffer, number, string]>([
    ['of a question that takes none', 'L101', 'a.pdf', aPdf('none'), 422, 'answer-takes-no-files'],
    ['of a kind that is not taken', 'L104', 'a.html', Buffer.from('<p>'), 422, 'file-type-not-allowed'],
    ['that is not what its name says', 'L104', 'a.pdf', Buffer.from('plain'), 422, 'file-type-mismatch'],
    ['that is empty', 'L104', 'a.txt', Buffer.alloc(0), 422, 'file-empty'],
    ['with a formula', 'L104', 'a.csv', Buffer.from('a\n=1+1\n'), 422, 'file-with-formulas'],
    ['under a password', 'L104', 'a.pdf', encrypted('/Encrypt 6 0 R'), 422, 'file-encrypted'],
    ['with macros', 'L104', 'a.docx', withParts(SMALL_FILES.docx, { 'word/vbaProject.bin': 'x' }), 422, 'file-with-macros'],
    [
      'that fetches',
      'L104',
      'a.docx',
      withParts(SMALL_FILES.docx, { [SETTINGS]: relations(relation('attachedTemplate', 'https://x.example/t.dotm')) }),
      422,
      'file-reaches-out',
    ],
    ['that is a bomb', 'L104', 'a.docx', withParts(SMALL_FILES.docx, { 'word/a.bin': zeros(20_000_000) }), 422, 'file-packed-too-much'],
    ['without a name', 'L104', '', Buffer.from('x'), 400, 'file-name-missing'],
    ['whose name deceives', 'L104', 'a\u202efdp.txt', Buffer.from('x'), 400, 'file-name-not-allowed'],
    ['that is too large', 'L104', 'a.txt', Buffer.alloc(20_971_521, 'x'), 413, 'file-too-large'],
  ])('are refused where one is sent %s, and nothing is left of it', async (_, question, name, bytes, status, code) => {
    const before = await storedFiles(test)
    await uploadTo(test, question, name, bytes).expect(problem(status, code))
    expect(await storedFiles(test)).toHaveLength(before.length)
    expect(await filesOf(test, 'L104')).toMatchObject({ items: [], etag: '"0"' })
  })

  it('are refused in a form that is none, or holds no file, or two', async () => {
    const form = () => test.api('supplier-admin').post(answerPath('L104', undefined, '/files'))
    await form().attach('file', aPdf('a'), 'a.pdf').field('constructor', 'x').expect(problem(400, 'form-broken'))
    await form().attach('file', aPdf('a'), 'a.pdf').attach('file', aPdf('b'), 'b.pdf').expect(problem(400, 'several-files'))
    await form().set('Content-Type', 'multipart/form-data; boundary=b').send('--b--\r\n').expect(problem(400, 'file-missing'))
    await form().send({ file: 'x' }).expect(problem(415, 'media-type-not-supported'))
    expect(await filesOf(test, 'L104')).toMatchObject({ items: [], etag: '"0"' })
  })

  it('are refused to claims about products that are retired or of another, and where no file is sent', async () => {
    const product = await aProduct(test, 'Soon retired')
    const { id } = await anAnswerFile(test, 'B2', 'a.pdf', { product })
    const upload = (as: 'supplier-admin' | 'rival-admin') => uploadTo(test, 'B2', 'b.pdf', aPdf('b'), { product, as })
    await upload('rival-admin').expect(problem(404, 'not-found'))
    await uploadTo(test, 'B2', 'b.pdf', aPdf('b')).expect(problem(404, 'not-found'))
    await test.api('supplier-admin').post(`/library/products/${product}/retire`).expect(200)
    await upload('supplier-admin').expect(problem(409, 'product-retired'))
    await remove('B2', id, '"1"', product).expect(problem(409, 'product-retired'))
    await test
      .api('supplier-admin')
      .post(answerPath('L104', undefined, '/files'))
      .field('file', 'words')
      .expect(problem(400, 'invalid-request'))
  })

  it('are added once for an Idempotency-Key, however often it is sent', async () => {
    const send = (bytes: Buffer) => uploadTo(test, 'L207', 'once.pdf', bytes).set('Idempotency-Key', 'once-and-for-all')
    const first = await send(aPdf('once')).expect(201)
    const before = await storedFiles(test)
    const again = await send(aPdf('once')).expect(201)
    expect((again.body as { id: string }).id).toBe((first.body as { id: string }).id)
    await send(aPdf('another')).expect(problem(422, 'idempotency-key-reused'))
    expect(await storedFiles(test)).toHaveLength(before.length)
    expect(await filesOf(test, 'L207')).toMatchObject({ names: ['once.pdf'], etag: '"1"' })
  })

  it('are taken up to the bound and not beyond, two at once neither, and the same name or content once', async () => {
    const { perAnswer } = FILE_LIMITS
    for (let number = 2; number <= perAnswer; number += 1) await anAnswerFile(test, 'L208', `${number}.pdf`)
    await uploadTo(test, 'L208', '2.PDF', aPdf('other bytes')).expect(problem(409, 'file-exists'))
    await uploadTo(test, 'L208', 'other name.pdf', aPdf('2.pdf')).expect(problem(409, 'file-exists'))
    const before = await storedFiles(test)
    const statuses = await Promise.all(
      ['x.pdf', 'y.pdf', 'z.pdf'].map(async name => (await uploadTo(test, 'L208', name, aPdf(name))).status),
    )
    expect(statuses.toSorted((one, other) => one - other)).toEqual([201, 422, 422])
    expect((await filesOf(test, 'L208')).items).toHaveLength(perAnswer)
    expect(await storedFiles(test)).toHaveLength(before.length + 1)
    await uploadTo(test, 'L208', 'late.pdf', aPdf('late')).expect(problem(422, 'too-many-files'))
  })

  it('stay where somebody saves words meanwhile, and words where somebody adds a file', async () => {
    await saveAnswer(test, 'L203', { values: { applies: 'no' } })
    await anAnswerFile(test, 'L203', 'decision.pdf')
    await saveAnswer(test, 'L203', { values: {} })
    expect(await filesOf(test, 'L203')).toMatchObject({ names: ['decision.pdf'], etag: '"3"' })
    const { body } = await test.api('bid-writer').get(answerPath('L203')).expect(200)
    expect(body).toMatchObject({ state: 'begun', answer: { values: {}, files: [{ name: 'decision.pdf' }] } })
  })

  it('are held to their bytes by the database: rows of files and of versions never change', async () => {
    const { id } = await anAnswerFile(test, 'L205', 'final.pdf')
    await anAnswerFile(test, 'L206', 'other.pdf')
    const refused = (sql: string) => expect(test.rows(sql, [id])).rejects.toThrow()
    await refused(`UPDATE library_file SET sha256 = sha256('x') WHERE id = $1`)
    await refused('DELETE FROM library_file WHERE id = $1')
    await refused(`UPDATE library_version_file SET sha256 = sha256('x') WHERE file_id = $1`)
    await refused(
      `INSERT INTO library_version_file (answer_id, version, file_id, sha256, supplier_id)
       SELECT a.id, a.version, $1, f.sha256, a.supplier_id FROM library_answer a, library_file f WHERE a.question_id = 'L206' AND f.id = $1`,
    )
  })

  it('stand in the chain of their supplier, without their names', async () => {
    const { id, sha256: hash } = await anAnswerFile(test, 'L204', 'named.pdf')
    await remove('L204', id, '"1"').expect(204)
    await uploadTo(test, 'L101', 'a.pdf', aPdf('a')).expect(422)
    const said = await test.rows<{ action: string; content: Buffer }>(
      `SELECT e.action, d.content FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.action LIKE 'library.file-%' ORDER BY e.sequence`,
    )
    const own = said.filter(each => each.content.includes(id)).map(each => [each.action, JSON.parse(String(each.content)) as object])
    expect(own).toEqual([
      ['library.file-added', expect.objectContaining({ question: 'L204', sha256: hash })],
      ['library.file-removed', expect.objectContaining({ question: 'L204', sha256: hash })],
    ])
    expect(
      await test.rows(`SELECT FROM audit_event WHERE action = 'library.upload-refused' AND stream LIKE 'organisation:%'`),
    ).not.toHaveLength(0)
  })

  it('outlive the sweep of what has no row, which takes what an upload left behind', async () => {
    const { id } = await anAnswerFile(test, 'L210', 'kept.pdf')
    const { key } = await test.app.get(Storage).put(Readable.from([Buffer.from('left behind')]), 100)
    const before = await storedFiles(test)
    await test.moveClock('2 hours')
    await test.signInAll()
    await test.app.get(SweepFiles).removeOrphans()
    expect(before.filter(stored => stored !== key)).toEqual(await storedFiles(test))
    await content(id).expect(200)
  })
})
