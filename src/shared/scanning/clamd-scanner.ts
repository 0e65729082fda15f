import type { Readable } from 'node:stream'

import { askClamd, type ClamdAddress, inStream } from './ask-clamd.js'
import { verdictIn, versionIn } from './clamd-reply.js'
import { Scanner, type ScannerStatus, type Verdict } from './scanner.js'

/** How long clamd may take for a file, a version, and how long its status is believed. */
export interface ClamdTimes {
  scanMs: number
  statusMs: number
  statusKeptMs: number
}

/** clamd itself gives a file up after two minutes (MaxScanTime). */
export const USUAL_TIMES: ClamdTimes = { scanMs: 180_000, statusMs: 3_000, statusKeptMs: 10_000 }

/** ClamAV's daemon, asked over a socket of TCP or Unix; each question on a connection of its own. */
export class ClamdScanner extends Scanner {
  readonly isThere = true
  private asked: { atMs: number; status: Promise<ScannerStatus> } | null = null

  constructor(
    private readonly address: ClamdAddress,
    private readonly times = USUAL_TIMES,
  ) {
    super()
  }

  async scan(bytes: Readable, givenUp?: AbortSignal): Promise<Verdict> {
    try {
      return verdictIn(await askClamd(this.address, inStream(bytes), this.times.scanMs, givenUp))
    } finally {
      bytes.destroy()
    }
  }

  /** Whoever asks meanwhile is given the same answer, so that many who ask are one to clamd. */
  status(): Promise<ScannerStatus> {
    const nowMs = performance.now()
    if (this.asked === null || nowMs - this.asked.atMs >= this.times.statusKeptMs) this.asked = { atMs: nowMs, status: this.ask() }
    return this.asked.status
  }

  async signatures(): Promise<number | null> {
    const status = await this.ask()
    return status.state === 'answers' ? status.signatures : null
  }

  private async ask(): Promise<ScannerStatus> {
    try {
      return versionIn(await askClamd(this.address, [Buffer.from('zVERSION\0')], this.times.statusMs))
    } catch (error) {
      return { state: 'silent', reason: (error as Error).message }
    }
  }
}
