import { describe, expect, it } from '@jest/globals'

import { DomainError } from '../../../shared/domain/errors.js'
import {
  factOfScan,
  firstScanState,
  GIVEN_OUT,
  isGivenOut,
  isTakenBack,
  refuseUnlessGivenOut,
  SCAN_STATES,
  type ScanState,
} from './scan.js'

function refusalOf(scan: ScanState): string | null {
  try {
    refuseUnlessGivenOut(scan)
    return null
  } catch (error) {
    return error instanceof DomainError ? `${error.kind} ${error.code}` : String(error)
  }
}

describe('A file', () => {
  it('waits for the scanner that is there, and for none that is not', () => {
    expect([firstScanState(true), firstScanState(false)]).toEqual(['pending', 'unscanned'])
  })

  it.each<[ScanState, string | null]>([
    ['pending', 'conflict file-not-scanned'],
    ['clean', null],
    ['infected', 'conflict file-infected'],
    ['unscannable', 'conflict file-unscannable'],
    ['unscanned', null],
  ])('that is %s is refused by %s', (scan, refusal) => {
    expect(refusalOf(scan)).toBe(refusal)
    expect(isGivenOut(scan)).toBe(refusal === null)
  })

  it('is given out in no state that is not in the list', () => {
    expect(SCAN_STATES.filter(scan => refusalOf(scan) === null)).toEqual([...GIVEN_OUT])
  })

  it('that is given out is taken back by a later scan for malware alone', () => {
    expect(SCAN_STATES.filter(isTakenBack)).toEqual(['infected'])
  })

  it.each<[ScanState, string, boolean]>([
    ['pending', 'pending', true],
    ['clean', 'clean', true],
    ['infected', 'infected', true],
    ['unscannable', 'pending', false],
    ['unscanned', 'pending', true],
  ])('that is %s is %s to the check, and readable: %s', (scan, fact, isReadable) => {
    expect(factOfScan(scan)).toEqual({ scan: fact, isReadable })
  })
})
