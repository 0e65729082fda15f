import { setTimeout as pause } from 'node:timers/promises'

import { ScanEvidence } from '../../src/modules/bids/scan-evidence.js'
import { EICAR } from './eicar.js'
import { type Evidence, upload } from './evidence.js'
import type { TestApp } from './test-app.js'
import type { Bidder } from './world.js'

/** A text file in the bid in which every scanner finds something. */
export async function anInfectedFile(
  test: TestApp,
  bidId: string,
  name = 'infected.txt',
  bidder: Bidder = 'supplier-admin',
): Promise<Evidence> {
  const { body } = await upload(test, bidId, name, Buffer.from(EICAR), { issueDate: '2026-11-02' }, bidder).expect(201)
  return body as Evidence
}

export interface ScanRow {
  scan: string
  finding: string | null
  attempts: number
  /** Seconds until it is due again. */
  dueIn: number
}

export async function scanOf(test: TestApp, fileId: string): Promise<ScanRow> {
  const [row] = await test.rows<ScanRow & Record<string, unknown>>(
    `SELECT scan, finding, scan_attempts AS attempts, extract(epoch FROM scan_due_at - market_now())::float8 AS "dueIn" FROM evidence_file WHERE id = $1`,
    [fileId],
  )
  if (row === undefined) throw new Error('There is no such file.')
  return row
}

/** Scans a file now, whenever it is due, without the queue. */
export async function scanNow(test: TestApp, fileId: string): Promise<ScanRow> {
  await test.rows(`UPDATE evidence_file SET scan_due_at = market_now() WHERE id = $1 AND scan = 'pending'`, [fileId])
  await test.app.get(ScanEvidence).scan(fileId)
  return scanOf(test, fileId)
}

/** Waits until the background work has scanned the file. */
export async function scanned(test: TestApp, fileId: string): Promise<ScanRow> {
  for (let tries = 0; tries < 300; tries += 1) {
    const row = await scanOf(test, fileId)
    if (row.scan !== 'pending') return row
    await pause(50)
  }
  throw new Error('The file was not scanned.')
}
