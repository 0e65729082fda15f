import { EventEmitter, once } from 'node:events'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { hostileUploads, tryUpload } from './experiments/hostile-uploads.js'
import { storedFiles, upload } from './support/evidence.js'
import { contents, LOG, problem } from './support/problems.js'
import { END, fileHead, NEXT, sendRaw } from './support/raw-upload.js'
import { TestApp } from './support/test-app.js'
import { aZip, unzip } from './support/zips.js'
import { anOpenRequirement, aWorkingCopy, eventually } from './support/world.js'

const LIMIT = 300_000
const FLOOD = 60_000_000

const { docx, pdf, txt } = SMALL_FILES

const FETCHING = {
  'word/_rels/settings.xml.rels':
    '<Relationships><Relationship Type="x/attachedTemplate" Target="https://x.example/a.dotm" TargetMode="External"/></Relationships>',
}

describe('An upload', () => {
  let test: TestApp
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start({ config: { evidence: { mostBytes: LIMIT, mostFiles: 50 } } })
    bidId = await aWorkingCopy(test, await anOpenRequirement(test, { closesIn: 86_400 }))
  })
  afterAll(() => test.stop())

  it.each(hostileUploads(LIMIT, FLOOD).map(each => [each.what, each] as const))(
    'is taken whole or leaves nothing: %s',
    async (_what, hostile) => {
      expect((await tryUpload(test, bidId, hostile)).failures).toEqual([])
    },
  )

  it('reads nothing of the body for whoever may not send it', async () => {
    const seen = await sendRaw(test, '01a208cf-f541-7088-8fc2-b12e06bc214c', { parts: flood() })
    expect(seen).toMatchObject({ status: 404, code: 'not-found' })
    expect(seen.read).toBeLessThan(1_048_576)
  })

  it('holds no transaction open while its body comes', async () => {
    let asked: { state: string }[] | null = null
    async function* slowly(): AsyncGenerator<Buffer> {
      yield fileHead('notes.txt')
      yield Buffer.alloc(100_000, 'x')
      await eventually(async () => {
        expect(await storedFiles(test)).toHaveLength(1)
      })
      asked = await test.rows<{ state: string }>(
        `SELECT state FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
      )
    }
    await sendRaw(test, bidId, { parts: slowly(), diesAfter: () => Promise.resolve() })
    expect(asked).toEqual([])
    await eventually(async () => {
      expect(await storedFiles(test)).toEqual([])
    })
  })

  it('waits while the same person is sending six already, and for nobody else', async () => {
    const line = new EventEmitter()
    async function* held(): AsyncGenerator<Buffer> {
      yield fileHead('notes.txt')
      yield Buffer.from('x')
      await once(line, 'on')
      yield NEXT
      yield END
    }
    const six = Array.from({ length: 6 }, () => sendRaw(test, bidId, { parts: held() }))
    await eventually(async () => {
      expect(await storedFiles(test)).toHaveLength(6)
    })
    await upload(test, bidId, 'a.pdf', pdf).expect(problem(429, 'too-many-uploads')).expect('Retry-After', '5')
    await upload(test, bidId, 'a.pdf', pdf, {}, 'bid-writer').expect(201)
    line.emit('on')
    expect((await Promise.all(six)).map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201))
    await upload(test, bidId, 'a.pdf', pdf).expect(201)
  })

  const REFUSED: [
    what: string,
    name: string,
    bytes: Buffer,
    said: Record<string, string>,
    status: number,
    code: string,
    ...pointers: string[],
  ][] = [
    ['a name without an extension', 'certificate', pdf, {}, 400, 'file-name-not-allowed', '/file'],
    ['a name that turns direction', 'a\u202efdp.txt', txt, {}, 400, 'file-name-not-allowed', '/file'],
    ['a page', 'a.html', txt, {}, 422, 'file-type-not-allowed'],
    ['a drawing', 'a.svg', txt, {}, 422, 'file-type-not-allowed'],
    ['another type', 'a.docx', pdf, {}, 422, 'file-type-mismatch'],
    ['a password', 'a.pdf', Buffer.concat([pdf, Buffer.from('trailer << /Encrypt 6 0 R >>\n%%EOF\n')]), {}, 422, 'file-encrypted'],
    ['macros', 'a.docx', aZip({ ...Object.fromEntries(unzip(docx)), 'word/vbaProject.bin': 'x' }), {}, 422, 'file-with-macros'],
    ['a template from elsewhere', 'a.docx', aZip({ ...Object.fromEntries(unzip(docx)), ...FETCHING }), {}, 422, 'file-reaches-out'],
    [
      'a bomb',
      'a.docx',
      aZip({ ...Object.fromEntries(unzip(docx)), 'word/a.bin': Buffer.alloc(20_000_000) }),
      {},
      422,
      'file-packed-too-much',
    ],
    ['formulas', 'a.csv', Buffer.from('a,b\n1,=1+1\n'), {}, 422, 'file-with-formulas'],
    ['nothing', 'a.pdf', Buffer.alloc(0), {}, 422, 'file-empty'],
    ['a date that is none', 'a.pdf', pdf, { issueDate: '2027-02-31' }, 400, 'invalid-request', '/issueDate'],
    ['dates in reverse', 'a.pdf', pdf, { issueDate: '2027-02-01', expiryDate: '2027-01-31' }, 400, 'file-dates-reversed', '/expiryDate'],
    ['a text too long', 'a.pdf', pdf, { issuer: 'x'.repeat(501) }, 400, 'invalid-request', '/issuer'],
    ['NUL', 'a.pdf', pdf, { issuer: 'x\0' }, 400, 'text-not-allowed', '/issuer'],
    ['an unknown field', 'a.pdf', pdf, { sha256: 'x' }, 400, 'invalid-request'],
    ['__proto__', 'a.pdf', pdf, { __proto__x: 'x' }, 400, 'invalid-request'],
    ['a name every object has', 'a.pdf', pdf, { constructor: 'x' }, 400, 'form-broken'],
  ]

  it.each(REFUSED)('is refused with %s and changes nothing', async (_what, name, bytes, said, status, code, ...pointers) => {
    const [before, files] = [await contents(test, LOG), await storedFiles(test)]
    await upload(test, bidId, name, bytes, said).expect(problem(status, code, ...pointers))
    expect(await contents(test, LOG)).toEqual(before)
    expect(await storedFiles(test)).toEqual(files)
  })

  it('is refused with bytes that are no UTF-8', async () => {
    const field = Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="issuer"\r\n\r\n'),
      Buffer.from([0xff]),
      Buffer.from('\r\n--b--\r\n'),
    ])
    const seen = await sendRaw(test, bidId, { contentType: 'multipart/form-data; boundary=b', parts: [field] })
    expect(seen).toMatchObject({ status: 400, code: 'invalid-request' })
  })

  it('names the types that are taken', async () => {
    const { body } = await upload(test, bidId, 'a.exe', txt).expect(problem(422, 'file-type-not-allowed'))
    expect((body as { allowed: string[] }).allowed).toContain('pdf')
  })

  it('must be a form, and other addresses take none', async () => {
    await test.api('supplier-admin').post(`/bids/${bidId}/files`).send({ issuer: 'x' }).expect(problem(415, 'media-type-not-supported'))
    await test.api('supplier-admin').post(`/bids/${bidId}/files`).expect(problem(415, 'media-type-not-supported'))
    await test
      .api('supplier-admin')
      .post(`/bids/${bidId}/files`)
      .set('Content-Type', 'text/plain')
      .send('x')
      .expect(problem(415, 'media-type-not-supported'))
    await test
      .api('supplier-admin')
      .patch(`/bids/${bidId}`)
      .set('If-Match', '"1"')
      .field('a', 'b')
      .expect(problem(415, 'media-type-not-supported'))
  })
})

function* flood(): Generator<Buffer> {
  yield fileHead('notes.txt')
  for (;;) yield Buffer.alloc(65_536, 'x')
}
