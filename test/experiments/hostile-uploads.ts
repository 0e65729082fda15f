import { setTimeout as pause } from 'node:timers/promises'

import { aPdf } from '../../src/modules/files/files.fixture.js'
import { SweepFiles } from '../../src/modules/files/sweep-files.js'
import { storedFiles } from '../support/evidence.js'
import { BOUNDARY, END, fieldPart, fileHead, NEXT, type RawUpload, sendRaw } from '../support/raw-upload.js'
import type { TestApp } from '../support/test-app.js'

const MEGABYTE = 1_048_576
const MOST_GROWTH = 100 * MEGABYTE

export interface HostileUpload extends Omit<RawUpload, 'diesAfter'> {
  what: string
  /** Whether the connection dies once the server has begun to keep the file. */
  dies?: true
  /** What is answered, with any code where none is named; null where the connection ends without an answer. */
  expected: readonly [status: number, code?: string] | null
}

/** Text of so many bytes, in pieces. */
function* text(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(65_536, 'evidence\n')
  for (let left = bytes; left > 0; left -= piece.length) yield left >= piece.length ? piece : piece.subarray(0, left)
}

function* form(...parts: (Buffer | Iterable<Buffer>)[]): Generator<Buffer> {
  for (const part of parts) {
    if (Buffer.isBuffer(part)) yield part
    else yield* part
  }
}

const oneFile = (bytes: number): Iterable<Buffer> => form(fileHead('notes.txt'), text(bytes), NEXT, END)
const FRAME = fileHead('notes.txt').length + NEXT.length + END.length

function* manyParts(count: number): Generator<Buffer> {
  for (let part = 0; part < count; part += 1) yield fieldPart('issuer', String(part))
  yield END
}

/** What goes wrong with uploads, by accident or on purpose: `limit` is the largest file that is taken, `flood` what some send instead. */
export const hostileUploads = (limit: number, flood: number): HostileUpload[] => [
  { what: 'a file of no bytes', parts: oneFile(0), expected: [422, 'file-empty'] },
  { what: 'a file of as many bytes as are taken', parts: oneFile(limit), expected: [201] },
  { what: 'a file of one byte more', parts: oneFile(limit + 1), expected: [413, 'file-too-large'] },
  { what: 'one byte more, its length told', declared: limit + 1 + FRAME, parts: oneFile(limit + 1), expected: [413, 'file-too-large'] },
  { what: 'a flood in chunks', parts: oneFile(flood), expected: [413, 'file-too-large'] },
  { what: 'a flood, its length told', declared: flood + FRAME, parts: oneFile(flood), expected: [413, 'file-too-large'] },
  {
    what: 'a flood into a field',
    parts: form(fieldPart('issuer', ''), fileHead('a.txt', 'issuer'), text(flood)),
    expected: [400, 'invalid-request'],
  },
  { what: 'less than Content-Length tells', declared: 2000, parts: oneFile(1000), dies: true, expected: null },
  { what: 'more than Content-Length tells', declared: 500, parts: oneFile(1000), expected: [400] },
  { what: 'a connection killed half-way', parts: form(fileHead('notes.txt'), text(limit / 2)), dies: true, expected: null },
  { what: 'a form that ends half-way', parts: form(fileHead('notes.txt'), text(limit / 2)), expected: [400, 'form-broken'] },
  { what: '10,000 parts', parts: manyParts(10_000), expected: [400, 'invalid-request'] },
  { what: '10,000 files', parts: tenThousandFiles(), expected: [400, 'several-files'] },
  { what: 'a name of a field of 1 MB', parts: form(fieldPart('x'.repeat(MEGABYTE), 'x'), END), expected: [400, 'invalid-request'] },
  {
    what: 'a name of a file of 1 MB',
    parts: form(fileHead(`${'x'.repeat(MEGABYTE)}.txt`), NEXT, END),
    expected: [400, 'file-name-not-allowed'],
  },
  { what: 'a field of 1 MB', parts: form(fieldPart('scope', 'x'.repeat(MEGABYTE)), END), expected: [400, 'invalid-request'] },
  { what: 'a PDF that says it is text', parts: form(fileHead('notes.txt'), aPdf('x'), NEXT, END), expected: [422, 'file-type-mismatch'] },
  { what: 'two files', parts: form(...twice(fileHead('a.txt'), Buffer.from('x'), NEXT), END), expected: [400, 'several-files'] },
  { what: 'no file', parts: form(fieldPart('issuer', 'x'), END), expected: [400, 'file-missing'] },
  { what: 'no parts', parts: form(END), expected: [400, 'file-missing'] },
  { what: 'no boundary', contentType: 'multipart/form-data', parts: oneFile(10), expected: [400, 'form-broken'] },
  {
    what: 'another boundary',
    contentType: `multipart/form-data; boundary=${BOUNDARY}-not`,
    parts: oneFile(10),
    expected: [400, 'form-broken'],
  },
]

const twice = (...parts: Buffer[]): Buffer[] => [...parts, ...parts]

function* tenThousandFiles(): Generator<Buffer> {
  for (let file = 0; file < 10_000; file += 1) yield Buffer.concat([fileHead(`${file}.txt`), Buffer.from('x'), NEXT])
  yield END
}

export interface Tried {
  read: number
  /** By how much the process grew, client and server together. */
  grownBytes: number
  failures: string[]
}

/** Sends one upload and looks at what it leaves: an answer as expected, no more read than the limit and a megabyte, and nothing behind. */
export async function tryUpload(test: TestApp, bidId: string, upload: HostileUpload): Promise<Tried> {
  const before = await traces(test)
  const memory = watchMemory()
  const diesAfter = () => tracesOtherThan(test, before)
  const seen = await sendRaw(test, bidId, upload.dies === true ? { ...upload, diesAfter } : upload)
  const grownBytes = memory.stop()
  const failures = [`${upload.what}:`].flatMap(what => {
    const answered = [seen.status, seen.code].slice(0, upload.expected?.length ?? 1).join(' ')
    const expected = (upload.expected ?? [null]).join(' ')
    const most = test.config.evidence.mostBytes + MEGABYTE
    return [
      ...(answered === expected ? [] : [`${what} answered ${answered}, not ${expected}`]),
      ...(seen.read <= most ? [] : [`${what} read ${seen.read} bytes, more than ${most}`]),
      ...(grownBytes < MOST_GROWTH ? [] : [`${what} grew by ${grownBytes} bytes`]),
    ]
  })
  if (seen.status === 201) await takeOut(test, bidId)
  const left = await tracesLikely(test, before)
  if (left !== before) failures.push(`${upload.what}: left something behind: ${left}, before it ${before}`)
  return { read: seen.read, grownBytes, failures }
}

/** Rows, objects and temporary files. */
async function traces(test: TestApp): Promise<string> {
  const rows = await test.rows('SELECT FROM evidence_file')
  return `${rows.length} rows, ${(await storedFiles(test)).length} files`
}

/** Something is being kept; an upload that never comes so far ends in the runner's time limit. */
async function tracesOtherThan(test: TestApp, before: string): Promise<void> {
  while ((await traces(test)) === before) await pause(5)
}

/** The server notices a dead connection a moment later. */
async function tracesLikely(test: TestApp, expected: string): Promise<string> {
  for (let attempt = 0; attempt < 100 && (await traces(test)) !== expected; attempt += 1) await pause(20)
  return traces(test)
}

/** Takes the accepted file out again, as the next sweep would. */
async function takeOut(test: TestApp, bidId: string): Promise<void> {
  const { body } = await test.api('supplier-admin').get(`/bids/${bidId}/files`).expect(200)
  for (const { id } of (body as { items: { id: string }[] }).items) await test.api('supplier-admin').delete(`/files/${id}`).expect(204)
  await test.app.get(SweepFiles).forgetRemoved()
}

function watchMemory(): { stop: () => number } {
  const before = process.memoryUsage.rss()
  let highest = before
  const timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 20)
  return {
    stop: () => {
      clearInterval(timer)
      return Math.max(highest, process.memoryUsage.rss()) - before
    },
  }
}
