import { describe, expect, it } from '@jest/globals'

import { canonicalBytes } from '../../../shared/canonical.js'
import type { Instant } from '../../../shared/domain/instant.js'
import { signReceipt } from './receipt.js'
import { privateKeyOf, publicKeyOf, thumbprintOf } from './receipt-key.js'
import { type FoundLine, type FoundVersion, judgeVersion, missingVersions } from './verified-version.js'

const KEY = privateKeyOf(Buffer.alloc(32, 7))
const KEYS = new Map([[thumbprintOf(publicKeyOf(KEY)), publicKeyOf(KEY)]])
const [BID, REQUIREMENT, SUPPLIER, PERSON] = ['1', '2', '3', '4'].map(digit => `00000000-0000-0000-0000-00000000000${digit}`) as [
  string,
  string,
  string,
  string,
]
const hash = (digit: string): string => `sha256-${digit.repeat(64)}`
const AT = '2026-11-28T10:00:00.000001Z' as Instant
const FILES = [{ id: BID, sha256: 'e'.repeat(64) }]

const FACTS = {
  bidId: BID,
  requirementId: REQUIREMENT,
  version: 1,
  receivedAt: AT,
  contentCommitment: hash('a'),
  files: FILES,
  reportHash: hash('b'),
  previousCheckpoint: { stream: `organisation:${SUPPLIER}`, sequence: 6, head: hash('c') },
}

const VERSION: FoundVersion = {
  bidId: BID,
  requirementId: REQUIREMENT,
  supplierId: SUPPLIER,
  version: 1,
  receivedAt: AT,
  submittedBy: PERSON,
  isInTime: true,
  membershipId: null,
  libraryAnswers: null,
  pinnedAnswers: null,
  commitment: hash('a'),
  qualityEnvelope: hash('1'),
  priceEnvelope: hash('2'),
  receipt: canonicalBytes(signReceipt(FACTS, KEY)),
  isFromBeforeSigning: false,
  files: FILES,
}

const DETAILS = {
  number: 1,
  contentCommitment: hash('a'),
  reportHash: hash('b'),
  receivedAt: AT,
  qualityEnvelope: hash('1'),
  priceEnvelope: hash('2'),
}

const LINE: FoundLine = {
  bidId: BID,
  stream: `organisation:${SUPPLIER}`,
  sequence: '7',
  personId: PERSON,
  occurredAt: AT,
  previousHash: hash('c'),
  details: canonicalBytes(DETAILS),
}

const faults = (version: Partial<FoundVersion>, line: Partial<FoundLine> = {}) =>
  judgeVersion({ ...VERSION, ...version }, [{ ...LINE, ...line }], KEYS).faults

/** The same of a version that stands on answers of a library. */
const STANDING = { membershipId: SUPPLIER, libraryAnswers: hash('7') }
const LIBRARY_VERSION: FoundVersion = {
  ...VERSION,
  ...STANDING,
  pinnedAnswers: hash('7'),
  receipt: canonicalBytes(signReceipt({ ...FACTS, ...STANDING }, KEY)),
}
const LIBRARY_LINE: FoundLine = { ...LINE, details: canonicalBytes({ ...DETAILS, ...STANDING }) }

const { signature: UNSIGNED, ...WITHOUT } = signReceipt(FACTS, KEY)

describe('A version that is verified without opening it', () => {
  it('is whole where row, receipt and line agree', () => {
    expect(judgeVersion(VERSION, [LINE], KEYS)).toMatchObject({ faults: [], line: LINE, isUnsigned: false })
  })

  it.each<[string, Partial<FoundVersion>, Partial<FoundLine>, string[]]>([
    ['with a receipt that is no JSON', { receipt: Buffer.from('{') }, {}, ['not-a-receipt']],
    ['with an unsigned receipt after receipts were signed', { receipt: canonicalBytes(WITHOUT) }, {}, ['not-a-receipt']],
    ['with a receipt of another time', { receivedAt: '2026-11-28T09:59:59.999999Z' as Instant }, {}, ['another-time']],
    ['received late', { isInTime: false }, {}, ['after-the-deadline']],
    ['of another bid', { bidId: SUPPLIER }, {}, ['receipt-of-another']],
    ['with another commitment', { commitment: hash('d') }, {}, ['another-commitment']],
    ['without its file', { files: [] }, {}, ['other-files']],
    ['with sealed quality changed', { qualityEnvelope: hash('9') }, {}, ['quality-changed']],
    ['with sealed prices changed', { priceEnvelope: hash('9') }, {}, ['price-changed']],
    ['of another supplier', { supplierId: BID }, {}, ['not-in-the-log']],
    ['whose line is elsewhere', {}, { sequence: '8' }, ['not-in-the-log']],
    ['whose line follows another', {}, { previousHash: hash('d') }, ['not-in-the-log']],
    ['whose line has no details', {}, { details: null }, ['details-erased']],
    ['whose line is somebody else’s', {}, { personId: BID }, ['log-says-otherwise']],
    ['whose line is from before', {}, { occurredAt: '2026-11-28T09:00:00.000000Z' as Instant }, ['log-says-otherwise']],
    ['whose line says another report', {}, { details: canonicalBytes({ ...DETAILS, reportHash: hash('d') }) }, ['log-says-otherwise']],
    ['whose line cannot be read', {}, { details: Buffer.from('[') }, ['log-says-otherwise']],
  ])('%s is told of', (_, version, line, expected) => {
    expect(faults(version, line)).toEqual(expected)
  })

  it.each<[string, Partial<FoundVersion>, Partial<FoundLine>, string[]]>([
    ['are whole', {}, {}, []],
    ['are of another membership', { membershipId: BID }, {}, ['other-library-answers']],
    ['are others in its row', { libraryAnswers: hash('8') }, {}, ['other-library-answers']],
    ['are gone', { pinnedAnswers: null }, {}, ['other-library-answers']],
    ['have changed', { pinnedAnswers: hash('8') }, {}, ['other-library-answers']],
    ['are others in its line', {}, { details: canonicalBytes({ ...DETAILS, libraryAnswers: hash('8') }) }, ['log-says-otherwise']],
  ])('tells whether the library answers that it stands on %s', (_, version, line, expected) => {
    expect(judgeVersion({ ...LIBRARY_VERSION, ...version }, [{ ...LIBRARY_LINE, ...line }], KEYS).faults).toEqual(expected)
  })

  it('has a receipt signed with a key that counts', () => {
    expect(judgeVersion(VERSION, [LINE], new Map()).faults).toEqual(['key-unknown'])
    const forged = canonicalBytes({ ...signReceipt(FACTS, KEY), receivedAt: '2025-11-28T10:00:00.000001Z' })
    expect(faults({ receipt: forged })).toEqual(['signature-wrong', 'another-time', 'log-says-otherwise'])
  })

  it('says nothing of sealed bytes where an earlier release wrote the line', () => {
    const { qualityEnvelope: _, priceEnvelope: __, ...earlier } = DETAILS
    expect(faults({ qualityEnvelope: hash('9') }, { details: canonicalBytes(earlier) })).toEqual([])
  })

  it('from before receipts were signed is held against the line of its number', () => {
    expect(UNSIGNED).toHaveLength(86)
    const judged = judgeVersion({ ...VERSION, isFromBeforeSigning: true, receipt: canonicalBytes(WITHOUT) }, [LINE], KEYS)
    expect(judged).toMatchObject({ faults: [], line: LINE, isUnsigned: true })
  })
})

describe('Versions that are missing', () => {
  const second = { ...LINE, sequence: '8', details: canonicalBytes({ ...DETAILS, number: 2 }) }

  it.each<[string, number[], FoundLine[], FoundLine[], (number | null)[]]>([
    ['are none where every line is a version’s', [1, 2], [LINE, second], [LINE, second], []],
    ['are those that a line tells of', [1], [LINE, second], [LINE], [2]],
    ['are those left out between others', [1, 3], [LINE, second], [LINE, second], [2]],
    ['are not those whose line is another’s', [1, 2], [LINE, second], [LINE], []],
    ['have no number where the line lost its details', [1], [LINE, { ...second, details: null }], [LINE], [null]],
  ])('%s', (_, numbers, lines, claimed, expected) => {
    expect(missingVersions(numbers, lines, new Set(claimed))).toEqual(expected)
  })
})
