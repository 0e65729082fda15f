import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { aPdf } from '../src/modules/files/files.fixture.js'
import { ScanFiles } from '../src/modules/files/scan-files.js'
import { FILE_LIMITS } from '../src/modules/library/question-evidence.js'
import { canonicalBytes, sha256, shownHash } from '../src/shared/canonical.js'
import { anAnswerFile, filesOf, uploadTo } from './support/answer-files.js'
import { ClamdStandIn } from './support/clamd-stand-in.js'
import { act, aWaiting, claim, done, findAllGood, look, noInterestIn, productOf, supplierOf } from './support/deciding.js'
import { EICAR } from './support/eicar.js'
import { hitsInStorage, storedFiles } from './support/evidence.js'
import { aClaim, aProduct, answerPath, saveAnswer } from './support/library.js'
import { problem } from './support/problems.js'
import { toldOf } from './support/scanning.js'
import { TestApp } from './support/test-app.js'
import { aReadyApplication } from './support/whole-library.js'
import { eventually } from './support/world.js'
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
    ['whose name deceives', 'L104', 'a\u202efdp.txt', Buffer.from('x'), 400, 'file-name-not-allowed'],
    ['that is too large', 'L104', 'a.txt', Buffer.alloc(20_971_521, 'x'), 413, 'file-too-large'],
  ])('are refused where one is sent %s, and nothing is left of it', async (_, question, name, bytes, status, code) => {
    const before = await storedFiles(test)
    await uploadTo(test, question, name, bytes).expect(problem(status, code))
    expect(await storedFiles(test)).toHaveLength(before.length)
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
})

describe('Evidence files of a library, where files are scanned', () => {
  let clamd: ClamdStandIn
  let test: TestApp

  beforeAll(async () => {
    clamd = await ClamdStandIn.start()
    test = await TestApp.start({ working: true, config: { clamd: clamd.address } })
  })
  afterEach(() => test.signInAll())
  afterAll(async () => {
    await test.stop()
    await clamd.stop()
  })

  const AT = '/officer/applications'

  const scanOf = async (id: string): Promise<string> =>
    (await test.rows<{ scan: string }>('SELECT scan FROM library_file WHERE id = $1', [id]))[0]?.scan ?? 'gone'

  const scanned = (id: string): Promise<string> =>
    eventually(async () => {
      await test.app.get(ScanFiles).scan(id)
      const scan = await scanOf(id)
      expect(scan).not.toBe('pending')
      return scan
    })

  const inSilence = async <T>(work: () => Promise<T>): Promise<T> => {
    await clamd.close()
    try {
      return await work()
    } finally {
      await clamd.open()
    }
  }

  const infect = (question: string, product?: string) =>
    uploadTo(test, question, 'report.txt', Buffer.from(EICAR), product === undefined ? {} : { product }).expect(201)

  /** As it is shown at this moment. */
  const submit = async (id: string) => {
    const { body } = await test.api('supplier-admin').get(`/applications/${id}`).expect(200)
    const { etag, declaration, contentHash } = body as { etag: string; declaration: { name: string }; contentHash: string }
    return test
      .api('supplier-admin')
      .post(`/applications/${id}/submit`)
      .set('If-Match', etag)
      .send({ declaredAs: 'Director', declaration: declaration.name, contentHash })
  }

  const given = (applicationId: string, fileId: string, as: 'procurement-officer' | 'second-officer' | 'auditor' = 'procurement-officer') =>
    test.api(as).get(`${AT}/${applicationId}/files/${fileId}`)

  it('wait for the scanner and are given to nobody until it found nothing', async () => {
    const { id, scan } = await inSilence(() => anAnswerFile(test, 'L702', 'clean.pdf'))
    expect(scan).toBe('pending')
    await test.api('bid-writer').get(`/library/files/${id}/content`).expect(problem(409, 'file-not-scanned'))
    await test.rows('UPDATE library_file SET scan_due_at = market_now() WHERE id = $1', [id])
    expect(await scanned(id)).toBe('clean')
    await test.api('bid-writer').get(`/library/files/${id}/content`).expect(200)
  })

  it('in which malware is found are given to nobody, and the writers are told', async () => {
    const { body } = await infect('L702')
    const { id } = body as { id: string }
    expect(await scanned(id)).toBe('infected')
    await test.api('supplier-admin').get(`/library/files/${id}/content`).expect(problem(409, 'file-infected'))
    const [answer] = await test.rows<{ id: string }>('SELECT answer_id AS id FROM library_file WHERE id = $1', [id])
    await eventually(async () =>
      expect(await toldOf(test, 'library.file-infected', String(answer?.id))).toEqual(['bid-writer', 'supplier-admin']),
    )
    const [log] = await test.rows<{ content: Buffer; stream: string }>(
      `SELECT d.content, e.stream FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.action = 'library.file-scanned' AND position($1 IN convert_from(d.content, 'UTF8')) > 0`,
      [id],
    )
    expect([JSON.parse(String(log?.content)), log?.stream.split(':')[0]]).toEqual([
      expect.objectContaining({ fileId: id, outcome: 'infected', finding: 'Eicar-Test-Signature' }),
      'organisation',
    ])
    const { etag } = await filesOf(test, 'L702')
    await test
      .api('bid-writer')
      .delete(answerPath('L702', undefined, `/files/${id}`))
      .set('If-Match', etag)
      .expect(204)
  })

  it('are scanned again by newer signatures, in the queue of all files', async () => {
    const { id } = await anAnswerFile(test, 'L301', 'again.pdf')
    await scanned(id)
    await test.rows('UPDATE library_file SET signatures = 1 WHERE id = $1', [id])
    await eventually(async () => {
      await test.sweep()
      const [row] = await test.rows<{ again: number; signatures: number }>(
        'SELECT scan_again_for AS again, signatures FROM library_file WHERE id = $1',
        [id],
      )
      expect(row?.again).toBeGreaterThan(1)
      expect(row?.signatures).toBe(row?.again)
    })
  })

  it('come to officers with the application that names them, and no other file does', async () => {
    const product = await productOf(test)
    const file = await anAnswerFile(test, 'B3', 'claim.pdf', { product })
    const before = await anAnswerFile(test, 'B4', 'taken out before.pdf', { product })
    const { etag } = await filesOf(test, 'B4', { product })
    await test
      .api('bid-writer')
      .delete(answerPath('B4', product, `/files/${before.id}`))
      .set('If-Match', etag)
      .expect(204)
    await scanned(file.id)
    await scanned(before.id)
    const id = await aWaiting(test)
    await given(id, file.id).expect(problem(403, 'interests-not-declared'))
    await noInterestIn(test, await supplierOf(test), 'procurement-officer', 'auditor')
    await claim(test, id).expect(200)
    const { file: filed } = await look(test, id)
    const claimed = filed.answers.find(({ question }) => question === 'B3')
    expect(claimed).toMatchObject({ isVerified: true, files: [{ id: file.id, name: 'claim.pdf', sha256: file.sha256, scan: 'clean' }] })
    const { body } = await given(id, file.id)
      .buffer()
      .parse(binary as never)
      .expect(200)
    expect((body as Buffer).equals(aPdf('claim.pdf'))).toBe(true)
    await given(id, file.id, 'auditor').expect(200)
    await given(id, file.id, 'second-officer').expect(problem(403, 'interests-not-declared'))
    await given(id, before.id).expect(problem(404, 'not-found'))
    const later = await anAnswerFile(test, 'B3', 'later.pdf', { product })
    await given(id, later.id).expect(problem(404, 'not-found'))
    const { body: record } = await test.api('auditor').get(`${AT}/${id}/record`).expect(200)
    expect(JSON.stringify(record)).toContain(file.sha256)
  })

  it('keep an application from being submitted where malware was found, and say in which; one that waits does not', async () => {
    const product = await productOf(test)
    const { body } = await infect('B5', product)
    const { id: bad } = body as { id: string }
    await scanned(bad)
    const waiting = await inSilence(() => anAnswerFile(test, 'B6', 'waits.pdf', { product }))
    const { id: draft } = await aReadyApplication(test, { product })
    const { body: shown } = await test.api('supplier-admin').get(`/applications/${draft}`).expect(200)
    expect((shown as { lacking: object[] }).lacking).toEqual([
      expect.objectContaining({ question: 'B5', lacks: ['a file in place of report.txt, in which malware was found'] }),
    ])
    const refused = await submit(draft)
    problem(422, 'application-incomplete')(refused)
    expect(refused.text).toContain('report.txt')
    const { etag } = await filesOf(test, 'B5', { product })
    await test
      .api('bid-writer')
      .delete(answerPath('B5', product, `/files/${bad}`))
      .set('If-Match', etag)
      .expect(204)
    await test.rows(`UPDATE library_file SET scan = 'pending', scan_due_at = market_now() + interval '1 day' WHERE id = $1`, [waiting.id])
    expect((await submit(draft)).status).toBe(200)
    await noInterestIn(test, await supplierOf(test), 'procurement-officer')
    await claim(test, draft).expect(200)
    await given(draft, waiting.id).expect(problem(409, 'file-not-scanned'))
    const { file } = await findAllGood(test, draft)
    expect(file.gaps).toEqual([expect.objectContaining({ code: 'file', about: 'B6' })])
    const seen = await look(test, draft)
    await act(test, draft, 'admit', seen.etag).expect(problem(422, 'admission-incomplete'))
    await test.rows('UPDATE library_file SET scan_due_at = market_now() WHERE id = $1', [waiting.id])
    expect(await scanned(waiting.id)).toBe('clean')
    await done(test, draft, 'admit')
  })

  it('lose nothing where the bytes are gone or were changed: the reader is told, and nothing else is given out', async () => {
    const { id } = await anAnswerFile(test, 'L104', 'accounts.pdf')
    await scanned(id)
    const [row] = await test.rows<{ key: string }>('SELECT storage_key AS key FROM library_file WHERE id = $1', [id])
    const key = String(row?.key)
    const path = join(test.storageFolder, 'objects', key.slice(0, 2), key.slice(2, 4), key)
    await writeFile(path, 'changed from outside')
    await test.api('bid-writer').get(`/library/files/${id}/content`).expect(problem(503, 'unavailable'))
    await rm(path)
    await test.api('bid-writer').get(`/library/files/${id}/content`).expect(problem(503, 'file-not-at-hand'))
  })
})
