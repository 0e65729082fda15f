import { describe, expect, it } from '@jest/globals'

import { verdictIn, versionIn } from './clamd-reply.js'
import { ScanFailed } from './scanner.js'

describe('What clamd answers to a stream', () => {
  it('is a verdict where it plainly is one', () => {
    expect(verdictIn('stream: OK')).toEqual({ scan: 'clean' })
    expect(verdictIn('stream: Win.Test.EICAR_HDB-1 FOUND')).toEqual({ scan: 'infected', finding: 'Win.Test.EICAR_HDB-1' })
  })

  it.each([
    'Heuristics.Encrypted.PDF',
    'Heuristics.Encrypted.Zip',
    'Heuristics.Limits.Exceeded.MaxRecursion',
    'Heuristics.Limits.Exceeded',
  ])('names no malware in %s, but what it could not look into', finding => {
    expect(verdictIn(`stream: ${finding} FOUND`)).toEqual({ scan: 'unscannable', finding })
  })

  it('takes other rules of its own for what they say', () => {
    expect(verdictIn('stream: Heuristics.OLE2.ContainsMacros FOUND')).toMatchObject({ scan: 'infected' })
  })

  it.each([
    '',
    'OK',
    'stream: OK\n',
    'stream: OK OK',
    ' stream: OK',
    'stream:OK',
    'STREAM: OK',
    'stream: FOUND',
    'stream:  FOUND',
    'INSTREAM size limit exceeded. ERROR',
    'stream: Can\u2019t allocate memory ERROR',
    'UNKNOWN COMMAND',
    'HTTP/1.1 400 Bad Request',
  ])('is no verdict in anything else: %j', answer => {
    expect(() => verdictIn(answer)).toThrow(ScanFailed)
  })

  it('names what was found in few and printable characters', () => {
    const { finding = '' } = verdictIn(`stream: \u001b[2J${'x'.repeat(500)} FOUND`) as { finding?: string }
    expect(finding).toBe(`?[2J${'x'.repeat(96)}`)
  })
})

describe('What clamd answers to VERSION', () => {
  it.each([
    ['ClamAV 1.4.3/27500/Mon Jan 13 09:30:00 2025', 27_500, '2025-01-13T09:30:00.000000Z'],
    ['ClamAV 0.103.12/27123/Wed Dec  6 07:05:59 2023', 27_123, '2023-12-06T07:05:59.000000Z'],
    ['ClamAV 1.4.3', null, null],
    ['ClamAV 1.4.3/27500/yesterday', null, null],
    ['ClamAV 1.4.3/27500/Mon Xyz 13 09:30:00 2025', 27_500, null],
  ])('tells in %j which signatures it goes by and how old they are: %s, %s', (version, signatures, signaturesFrom) => {
    expect(versionIn(version)).toEqual({ state: 'answers', version, signatures, signaturesFrom })
  })

  it.each(['', 'PONG', '220 mail.example ESMTP'])('is not that of a ClamAV in %j', answer => {
    expect(versionIn(answer)).toMatchObject({ state: 'silent' })
  })
})
