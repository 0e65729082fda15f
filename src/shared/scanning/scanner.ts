import type { Readable } from 'node:stream'

import type { Instant } from '../domain/instant.js'

/** What a scanner says of some bytes; `finding` is its own name for what it found, or for why it could not look inside. */
export type Verdict = { scan: 'clean' } | { scan: 'infected' | 'unscannable'; finding: string }

/** Whether there is a scanner, whether it answers, and by which signatures it goes and how old those are, where it says so. */
export type ScannerStatus =
  | { state: 'none' }
  | { state: 'silent'; reason: string }
  | { state: 'answers'; version: string; signatures: number | null; signaturesFrom: Instant | null }

/** What looks through files for malware. */
export abstract class Scanner {
  /** Whether there is one: without, nobody looks through anything. */
  abstract readonly isThere: boolean

  /**
   * What it finds in the bytes, to the last of them. Throws ScanFailed where it came to no verdict, also where it was given up; it never takes
   * silence for "clean".
   */
  abstract scan(bytes: Readable, givenUp?: AbortSignal): Promise<Verdict>

  /** Never throws; asked often, it may answer what was so some seconds ago. */
  abstract status(): Promise<ScannerStatus>

  /** The number of the signatures that it goes by at this moment, or null where it says none. Newer ones have a higher number. Never throws. */
  abstract signatures(): Promise<number | null>
}

/** There is no verdict. What was to be scanned is as unknown as before. */
export class ScanFailed extends Error {}
