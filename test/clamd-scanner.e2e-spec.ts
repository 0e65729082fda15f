import { Readable } from 'node:stream'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { aPdf, SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { ClamdScanner, USUAL_TIMES } from '../src/shared/scanning/clamd-scanner.js'
import { ScanFailed } from '../src/shared/scanning/scanner.js'
import { Clamd, isClamdHere, NEEDS_CLAMD } from './support/clamd.js'
import { type ClamdMood, ClamdStandIn } from './support/clamd-stand-in.js'
import { EICAR } from './support/eicar.js'
import { aZip } from './support/zips.js'

/** So short that a test may wait for it. */
const SHORT = { ...USUAL_TIMES, scanMs: 300, statusMs: 300, statusKeptMs: 0 }

/** What nothing but time ends. */
const WAITS: readonly ClamdMood[] = ['silent', 'does-not-read']

const PATIENT = { ...USUAL_TIMES, statusKeptMs: 0 }

const bytesOf = (...parts: (Buffer | string)[]): Readable => Readable.from(parts.map(part => Buffer.from(part)))

/** More than any socket takes in at once. */
const MUCH = 8_000_000

describe.each(['tcp', 'unix'] as const)('A scanner over %s', over => {
  let clamd: ClamdStandIn

  beforeAll(async () => {
    clamd = await ClamdStandIn.start(over)
  })
  afterAll(() => clamd.stop())

  it('hears every byte, in chunks, and says what was found', async () => {
    const scanner = new ClamdScanner(clamd.address)
    const large = Buffer.alloc(MUCH, 'evidence ')
    expect(await scanner.scan(bytesOf(large, 'end'))).toEqual({ scan: 'clean' })
    expect(clamd.streams.at(-1)?.equals(Buffer.concat([large, Buffer.from('end')]))).toBe(true)
    expect(Math.max(...clamd.chunks)).toBe(65_536)
    expect(await scanner.scan(bytesOf('before ', EICAR))).toEqual({ scan: 'infected', finding: 'Eicar-Test-Signature' })
  })

  it('tells which version answers, and how old its signatures are', async () => {
    expect(await new ClamdScanner(clamd.address).status()).toEqual({
      state: 'answers',
      version: 'ClamAV 1.4.3/27500/Mon Jan 13 09:30:00 2025',
      signatures: 27_500,
      signaturesFrom: '2025-01-13T09:30:00.000000Z',
    })
  })
})

describe('A scanner', () => {
  let clamd: ClamdStandIn

  beforeAll(async () => {
    clamd = await ClamdStandIn.start()
  })
  afterAll(() => clamd.stop())

  const failure = async (mood: ClamdMood, bytes: Readable): Promise<string> => {
    clamd.mood = mood
    try {
      const verdict = await new ClamdScanner(clamd.address, WAITS.includes(mood) ? SHORT : PATIENT).scan(bytes)
      return `took it for ${verdict.scan}`
    } catch (error) {
      if (!(error instanceof ScanFailed)) throw error
      return error.message
    } finally {
      clamd.mood = 'works'
    }
  }

  it.each<[ClamdMood, string]>([
    ['silent', 'The scanner did not answer in time.'],
    ['hangs-up', 'hung up before its answer ended|out of reach'],
    ['breaks-off', 'hung up before its answer ended'],
    ['garbles', 'gave no verdict: nothing'],
    ['babbles', 'said more than an answer'],
  ])('that %s gives no verdict', async (mood, message) => {
    expect(await failure(mood, bytesOf('x'))).toMatch(new RegExp(message))
  })

  it.each<[ClamdMood, string]>([
    ['does-not-read', 'did not answer in time'],
    ['hasty', 'wanted no more: "stream: OK"'],
    // Whether its complaint comes through before the line is cut is for the network to say.
    ['small', 'wanted no more: "INSTREAM size limit exceeded. ERROR"|out of reach|hung up'],
  ])('that is one that %s, before it has all of a large file, gives no verdict', async (mood, message) => {
    const bytes = bytesOf(...Array.from({ length: 200 }, () => Buffer.alloc(MUCH / 200)))
    expect(await failure(mood, bytes)).toMatch(new RegExp(message))
    expect(bytes.destroyed).toBe(true)
  })

  it('with a source that fails gives no verdict, and lets go of both ends', async () => {
    const before = clamd.streams.length
    const failing = Readable.from(
      (function* () {
        yield Buffer.from('x')
        throw new Error('the bytes are gone')
      })(),
    )
    await expect(new ClamdScanner(clamd.address).scan(failing)).rejects.toThrow('the bytes are gone')
    expect(failing.destroyed).toBe(true)
    expect(clamd.streams).toHaveLength(before)
  })

  it('that nobody runs, or that is no clamd, is silent and gives no verdict', async () => {
    const scanner = new ClamdScanner(clamd.address, PATIENT)
    await clamd.close()
    expect(await scanner.status()).toEqual({ state: 'silent', reason: 'The scanner is out of reach (ECONNREFUSED).' })
    expect(await failure('works', bytesOf('x'))).toBe('The scanner is out of reach (ECONNREFUSED).')
    await clamd.open()
    expect(await scanner.status()).toMatchObject({ state: 'answers' })
    clamd.version = '220 mail.example ESMTP'
    expect(await scanner.status()).toEqual({ state: 'silent', reason: 'It is no ClamAV: 220 mail.example ESMTP' })
    const absent = new ClamdScanner({ path: '/nowhere/clamd.ctl' })
    expect(await absent.status()).toEqual({ state: 'silent', reason: 'The scanner is out of reach (ENOENT).' })
  })

  it('is asked for its status once, however many ask at the time', async () => {
    const scanner = new ClamdScanner(clamd.address)
    const before = clamd.commands.length
    await Promise.all(Array.from({ length: 20 }, () => scanner.status()))
    expect(clamd.commands.slice(before)).toEqual(['zVERSION'])
  })
})

const withClamd = isClamdHere ? describe : describe.skip

withClamd(`ClamAV’s own daemon${NEEDS_CLAMD}`, () => {
  let clamd: Clamd
  let scanner: ClamdScanner

  beforeAll(async () => {
    clamd = await Clamd.start('StreamMaxLength 1M')
    scanner = new ClamdScanner(clamd.address, PATIENT)
  })
  afterAll(() => clamd.stop())

  it.each(Object.entries(SMALL_FILES))('finds nothing in a small %s', async (_, bytes) => {
    expect(await scanner.scan(bytesOf(bytes))).toEqual({ scan: 'clean' })
  })

  it.each<[string, Buffer]>([
    ['a text', Buffer.from(EICAR)],
    ['a PDF', aPdf(EICAR)],
    ['a part of an Office document', aZip({ 'word/document.xml': EICAR })],
    ['an archive within it', aZip({ 'word/embeddings/a.zip': aZip({ 'a.txt': EICAR }) })],
  ])('finds the EICAR text in %s', async (_, bytes) => {
    expect(await scanner.scan(bytesOf(bytes))).toEqual({ scan: 'infected', finding: 'AiMarketplace.Test.Eicar.UNOFFICIAL' })
  })

  it('takes no more than it is set to, and that is no verdict', async () => {
    await expect(scanner.scan(bytesOf(Buffer.alloc(3_000_000)))).rejects.toThrow(ScanFailed)
    expect(await scanner.scan(bytesOf(Buffer.alloc(900_000)))).toEqual({ scan: 'clean' })
  })

  it('tells its version', async () => {
    expect(await scanner.status()).toMatchObject({ state: 'answers', version: expect.stringMatching(/^ClamAV \d/) })
  })
})
