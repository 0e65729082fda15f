import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Response } from 'supertest'

import { SweepFiles } from '../src/modules/files/sweep-files.js'
import { SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { goldenBid } from '../src/modules/guidelines/golden-bids.js'
import { newId } from '../src/shared/ids.js'
import type { Log } from '../src/shared/log.js'
import { LOG } from '../src/shared/tokens.js'
import { aFile, attachAll, type Evidence, pathOfFile, upload } from './support/evidence.js'
import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, answer, aPassingBid, aWorkingCopy } from './support/world.js'

const SAID = {
  type: 'certificate',
  issuer: 'An accredited body',
  issueDate: '2026-07-13',
  expiryDate: '2027-07-12',
  scope: 'Answer service 3.4',
  confidentiality: 'Page 3: names of testers',
}

interface Receipt {
  version: number
  files: { id: string; sha256: string }[]
}

describe('Evidence files', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const aBid = async (): Promise<string> => aWorkingCopy(test, await anOpenRequirement(test))

  const submit = async (bidId: string, status = 201): Promise<Receipt> =>
    (await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(status)).body as Receipt

  const contentOf = (id: string) => test.api('bid-writer').get(`/files/${id}/content`).responseType('blob')

  const bytesOf = async (id: string): Promise<Buffer> => (await contentOf(id).expect(200)).body as Buffer

  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

  it.each(['medium', 'high'] as const)(
    'carry the golden bid of the %s tier through the check into a version, and its receipt names them by hash',
    async tier => {
      const golden = goldenBid(tier)
      const requirementId = await anOpenRequirement(test, golden.requirement)
      const { body, headers } = await test.api('supplier-admin').post(`/requirements/${requirementId}/bids`).expect(201)
      const { id: bidId } = body as { id: string }
      await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send(golden.bid).expect(200)
      await answer(test, bidId, golden.passing)
      const blocked = await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)
      expect(blocked.body).toMatchObject({ outcome: 'blocked', findings: [{ rule: 'SR-03' }] })

      await answer(test, bidId, await attachAll(test, bidId, golden))
      const { text } = await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)
      expect(JSON.parse(text)).toMatchObject({ outcome: 'passed', findings: [], tier })
      const receipt = await submit(bidId)
      expect(receipt.files).toHaveLength(Object.keys(golden.facts.files).length)
      for (const file of receipt.files) expect(file.sha256).toBe(sha256(await bytesOf(file.id)))
    },
  )

  it('are shown as they were sent, with what was found in them', async () => {
    const bidId = await aBid()
    const { body, headers } = await upload(test, bidId, 'Zoe\u0308’s certificate.pdf', SMALL_FILES.pdf, SAID, 'bid-writer').expect(201)
    const { id } = body as Evidence
    const shown = {
      ...SAID,
      id,
      bidId,
      name: 'Zoë’s certificate.pdf',
      mediaType: 'application/pdf',
      size: SMALL_FILES.pdf.length,
      sha256: sha256(SMALL_FILES.pdf),
      scan: 'unscanned',
      readable: true,
      inWorkingCopy: true,
      uploadedBy: expect.any(String),
      uploadedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/),
    }
    expect(body).toEqual(shown)
    expect(headers).toMatchObject({ location: `/api/v1/files/${id}`, etag: '"1"', 'cache-control': 'no-store' })
    expect((await test.api('supplier-admin').get(`/files/${id}`).expect(200)).body).toEqual(shown)
    const { body: page } = await test.api('supplier-admin').get(`/bids/${bidId}/files?limit=1`).expect(200)
    expect(page).toEqual({ items: [shown], nextCursor: null })
  })

  it('are listed in pages', async () => {
    const bidId = await aBid()
    const ids = [(await aFile(test, bidId)).id, (await aFile(test, bidId)).id, (await aFile(test, bidId)).id]
    const first = await test.api('bid-writer').get(`/bids/${bidId}/files?limit=2`).expect(200)
    const { nextCursor } = first.body as { nextCursor: string }
    const second = await test.api('bid-writer').get(`/bids/${bidId}/files?limit=2&cursor=${nextCursor}`).expect(200)
    const items = [first, second].flatMap(({ body }) => (body as { items: Evidence[] }).items)
    expect(items.map(({ id }) => id)).toEqual(ids)
  })

  it('take their fields before the file, after it, or not at all', async () => {
    const bidId = await aBid()
    const { body } = await test
      .api('supplier-admin')
      .post(`/bids/${bidId}/files`)
      .field('issuer', 'before')
      .attach('file', SMALL_FILES.csv, 'rates.csv')
      .field('scope', 'after')
      .field('expiryDate', '')
      .expect(201)
    expect(body).toMatchObject({ issuer: 'before', scope: 'after', mediaType: 'text/plain' })
    expect(body).not.toHaveProperty('expiryDate')
    await upload(test, bidId, 'bare.txt', SMALL_FILES.txt).expect(201)
  })

  it('are given out as attachments only, with nothing that a browser would run', async () => {
    const bytes = Buffer.from('<script>alert(document.cookie)</script>')
    const { body } = await upload(test, await aBid(), 'naïve "note".txt', bytes).expect(201)
    const { headers, body: content } = await test
      .api('bid-writer')
      .get(`/files/${(body as Evidence).id}/content`)
      .responseType('blob')
      .expect(200)
    expect(content).toEqual(bytes)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      // The test's client writes a quotation mark as %22, like browsers do.
      'content-disposition': `attachment; filename="naïve %22note%22.txt"; filename*=UTF-8''na%C3%AFve%20%2522note%2522.txt`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  it('are not at hand while their bytes are missing, which the log says', async () => {
    const { id } = await aFile(test, await aBid())
    await rm(await pathOfFile(test, id))
    const said = jest.spyOn(test.app.get<Log>(LOG), 'error')
    await test.api('bid-writer').get(`/files/${id}/content`).expect(problem(503, 'file-not-at-hand'))
    expect(said.mock.calls).toEqual([[{ file: id }, 'the bytes of a file are missing']])
    said.mockRestore()
  })

  it('change what is said of them by whoever read the newest version of it', async () => {
    const { id } = await aFile(test, await aBid())
    const change = (etag: string, body: object) => test.api('bid-writer').patch(`/files/${id}`).set('If-Match', etag).send(body)
    const { body, headers } = await change('"1"', { ...SAID, issuer: null }).expect(200)
    const { issuer, ...rest } = SAID
    expect(body).toMatchObject(rest)
    expect(JSON.stringify(body)).not.toContain(issuer)
    expect(body).not.toHaveProperty('issuer')
    expect(headers['etag']).toBe('"2"')
    await change('"1"', { issuer: 'x' }).expect(problem(412, 'stale-version'))
    await test.api('bid-writer').patch(`/files/${id}`).send({}).expect(problem(428, 'if-match-missing'))
    await change('"2"', { issueDate: '2027-02-31' }).expect(problem(400, 'invalid-request', '/issueDate'))
    await change('"2"', { expiryDate: '2026-07-12' }).expect(problem(400, 'file-dates-reversed', '/expiryDate'))
    await change('"2"', { name: 'x.pdf', sha256: 'x' }).expect(problem(400, 'invalid-request', '/name', '/sha256'))
    expect((await test.api('bid-writer').get(`/files/${id}`).expect(200)).body).toEqual(body)
  })

  describe('in versions', () => {
    it('stay as they were when one is replaced: a new version, the old bytes still there', async () => {
      const bidId = await aPassingBid(test, await anOpenRequirement(test))
      const plain = await submit(bidId)
      expect(plain.files).toEqual([])
      const old = await aFile(test, bidId, 'report-1.pdf')
      const first = await submit(bidId)
      expect(first).toMatchObject({ version: 2, files: [{ id: old.id, sha256: old.sha256 }] })
      expect(await submit(bidId, 200)).toEqual(first)

      await test.api('bid-writer').delete(`/files/${old.id}`).expect(204)
      await test.api('bid-writer').delete(`/files/${old.id}`).expect(problem(404, 'not-found'))
      const replacement = await aFile(test, bidId, 'report-2.pdf')
      const second = await submit(bidId)
      expect(second).toMatchObject({ version: 3, files: [{ id: replacement.id, sha256: replacement.sha256 }] })

      await test.app.get(SweepFiles).forgetRemoved()
      expect(sha256(await bytesOf(old.id))).toBe(old.sha256)
      const { body } = await test.api('supplier-admin').get(`/files/${old.id}`).expect(200)
      expect(body).toMatchObject({ inWorkingCopy: false, sha256: old.sha256 })
      await test.api('supplier-admin').get(`/files/${old.id}/content`).expect(200)
    })

    it('are told apart by what is said of them too', async () => {
      const bidId = await aPassingBid(test, await anOpenRequirement(test))
      const { id } = await aFile(test, bidId)
      await submit(bidId)
      await test.api('bid-writer').patch(`/files/${id}`).set('If-Match', '"1"').send({ issuer: 'Another' }).expect(200)
      expect(await submit(bidId)).toMatchObject({ version: 2 })
    })

    it('cannot be of another bid, gone, or of other bytes: the database refuses', async () => {
      const [bidId, other] = [await aPassingBid(test, await anOpenRequirement(test)), await aBid()]
      const [own, foreign] = [await aFile(test, bidId), await aFile(test, other)]
      const { version } = await submit(bidId)
      const pin = (fileId: string, hash: string) =>
        test.rows(`INSERT INTO bid_version_file (bid_id, version, file_id, sha256) VALUES ($1, $2, $3, decode($4, 'hex'))`, [
          bidId,
          version,
          fileId,
          hash,
        ])
      const refusal = { constraint: 'pinned_files_are_of_the_bid_and_unchanged' }
      await expect(pin(foreign.id, foreign.sha256)).rejects.toMatchObject(refusal)
      await expect(pin(newId(), own.sha256)).rejects.toMatchObject(refusal)
      await expect(test.rows('DELETE FROM evidence_file WHERE id = $1', [own.id])).rejects.toMatchObject(refusal)
      await expect(test.rows(`UPDATE evidence_file SET sha256 = '\\x${'00'.repeat(32)}'`)).rejects.toThrow('is never changed')
      await expect(test.rows(`UPDATE evidence_file SET storage_key = 'x'`)).rejects.toThrow('is never changed')
      await expect(test.rows(`UPDATE evidence_file SET file_key = '\\x02'`)).rejects.toThrow('is never changed')
    })
  })

  describe('for others', () => {
    const paths = (id: string) => [`/files/${id}`, `/files/${id}/content`]
    const OTHERS: Player[] = [
      'rival-admin',
      'buyer-author',
      'buyer-approver',
      'evaluator',
      'procurement-officer',
      'senior-officer',
      'auditor',
    ]

    const told = ({ status, text }: Response, id: string): string => `${status} ${text.replaceAll(id, '…')}`

    it('are missing until the bids are opened, like those that never were', async () => {
      const bidId = await aPassingBid(test, await anOpenRequirement(test))
      const [{ id }, unknown] = [await aFile(test, bidId), newId()]
      await submit(bidId)
      for (const player of OTHERS) {
        for (const [place, path] of paths(id).entries()) {
          const missing = await test.api(player).get(String(paths(unknown)[place]))
          expect(told(await test.api(player).get(path), id)).toBe(told(missing, unknown))
          expect(missing.status).toBe(404)
        }
      }
    })
  })

  it('leave a line in their supplier’s own chain, and none in the requirement’s', async () => {
    const bidId = await aBid()
    const { id } = await aFile(test, bidId)
    await test.api('bid-writer').delete(`/files/${id}`).expect(204)
    expect((await actionsOf(bidId)).slice(-2)).toEqual(['evidence.added', 'evidence.removed'])
    const streams = await test.rows(`SELECT FROM audit_event WHERE action LIKE 'evidence.%' AND stream NOT LIKE 'organisation:%'`)
    expect(streams).toEqual([])
  })

  const actionsOf = async (bidId: string): Promise<string[]> =>
    (await test.rows<{ action: string }>('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence', [bidId])).map(
      ({ action }) => action,
    )
})
