import { Conflict } from '../../../shared/domain/errors.js'

/**
 * What is known of whether a file carries malware. "unscanned" is what was taken in while no scanner was there: it is given out, and readers
 * are told. "unscannable" is what the scanner could not look into, such as a part under a password.
 */
export const SCAN_STATES = ['pending', 'clean', 'infected', 'unscannable', 'unscanned'] as const

export type ScanState = (typeof SCAN_STATES)[number]

/** Where a file begins: it waits for the scanner, or there is none to wait for. */
export const firstScanState = (isScannerThere: boolean): ScanState => (isScannerThere ? 'pending' : 'unscanned')

/** States in which the bytes are given to whoever may read the file. In all others they are given to nobody, its supplier included. */
export const GIVEN_OUT: readonly ScanState[] = ['clean', 'unscanned']

export const isGivenOut = (scan: ScanState): boolean => GIVEN_OUT.includes(scan)

const WHY_NOT = {
  pending: [
    'file-not-scanned',
    'This file waits to be looked through for malware, so it is not given out yet. Try again in a few minutes.',
  ],
  infected: ['file-infected', 'Malware was found in this file, so it is not given out.'],
  unscannable: ['file-unscannable', 'No scanner could look into this file, so it is not given out.'],
} as const satisfies Partial<Record<ScanState, readonly [code: string, detail: string]>>

/** Throws FileNotGivenOut with the reason. */
export function refuseUnlessGivenOut(scan: ScanState): void {
  if (scan === 'clean' || scan === 'unscanned') return
  const [code, detail] = WHY_NOT[scan]
  throw new Conflict(code, detail)
}

/** Whether a later scan takes a file back that is given out: malware alone does, and not what a scanner now refuses to look into. */
export const isTakenBack = (found: ScanState): boolean => found === 'infected'

/**
 * What the check is told: its rules know a file that waits, that is clean, and that is infected. Waiting blocks nothing. What nobody can
 * look into, nobody can read.
 */
export const factOfScan = (scan: ScanState): { scan: 'pending' | 'clean' | 'infected'; isReadable: boolean } => ({
  scan: scan === 'clean' || scan === 'infected' ? scan : 'pending',
  isReadable: scan !== 'unscannable',
})
