import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { aPdf } from '../src/modules/files/files.fixture.js'
import { ScanFiles } from '../src/modules/files/scan-files.js'
import { anAnswerFile, filesOf, uploadTo } from './support/answer-files.js'
import { ClamdStandIn } from './support/clamd-stand-in.js'
import { act, aWaiting, claim, done, findAllGood, look, noInterestIn, productOf, supplierOf } from './support/deciding.js'
import { EICAR } from './support/eicar.js'
import { answerPath } from './support/library.js'
import { problem } from './support/problems.js'
import { toldOf, whileSilent } from './support/scanning.js'
import { TestApp } from './support/test-app.js'
import { aReadyApplication } from './support/whole-library.js'
import { eventually } from './support/world.js'
import { binary } from './support/zips.js'

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
    const { id, scan } = await whileSilent(test, clamd, () => anAnswerFile(test, 'L702', 'clean.pdf'))
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
    await eventually(async () => {
      expect(await toldOf(test, 'library.file-infected', String(answer?.id))).toEqual(['bid-writer', 'supplier-admin'])
    })
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
    await scanned(later.id)
    const { body: record } = await test.api('auditor').get(`${AT}/${id}/record`).expect(200)
    expect(JSON.stringify(record)).toContain(file.sha256)
  })

  it('keep an application from being submitted where malware was found, and say in which; one that waits does not', async () => {
    const product = await productOf(test)
    const { body } = await infect('B5', product)
    const { id: bad } = body as { id: string }
    await scanned(bad)
    const waiting = await whileSilent(test, clamd, () => anAnswerFile(test, 'B6', 'waits.pdf', { product }))
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

  it.each([
    ['pending', 'file-not-scanned'],
    ['infected', 'file-infected'],
    ['unscannable', 'file-unscannable'],
  ])('that are %s are given to nobody, the officers neither', async (scan, code) => {
    const { id } = await anAnswerFile(test, 'L601', `${scan}.pdf`)
    await scanned(id)
    const application = await aWaiting(test)
    await noInterestIn(test, await supplierOf(test), 'procurement-officer')
    await test.rows(`UPDATE library_file SET scan = $2, scan_due_at = market_now() + interval '1 day' WHERE id = $1`, [id, scan])
    await given(application, id).expect(problem(409, code))
    await test.api('bid-writer').get(`/library/files/${id}/content`).expect(problem(409, code))
    const { etag } = await filesOf(test, 'L601')
    await test
      .api('bid-writer')
      .delete(answerPath('L601', undefined, `/files/${id}`))
      .set('If-Match', etag)
      .expect(204)
  })

  it('lose nothing where the bytes are gone or were changed: the reader is told, and nothing else is given out', async () => {
    const { id } = await anAnswerFile(test, 'L104', 'accounts.pdf')
    await scanned(id)
    const application = await aWaiting(test)
    await noInterestIn(test, await supplierOf(test), 'procurement-officer')
    const [row] = await test.rows<{ key: string }>('SELECT storage_key AS key FROM library_file WHERE id = $1', [id])
    const key = String(row?.key)
    const path = join(test.storageFolder, 'objects', key.slice(0, 2), key.slice(2, 4), key)
    await writeFile(path, 'changed from outside')
    await test.api('bid-writer').get(`/library/files/${id}/content`).expect(problem(503, 'unavailable'))
    await rm(path)
    await test.api('bid-writer').get(`/library/files/${id}/content`).expect(problem(503, 'file-not-at-hand'))
    await given(application, id).expect(problem(503, 'file-not-at-hand'))
  })
})
