import { setTimeout as pause } from 'node:timers/promises'

import { ScanFiles } from '../../src/modules/files/scan-files.js'
import type { ClamdStandIn } from './clamd-stand-in.js'
import { EICAR } from './eicar.js'
import { type Evidence, upload } from './evidence.js'
import type { TestApp } from './test-app.js'
import { type Bidder, eventually } from './world.js'

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
  await test.app.get(ScanFiles).scan(fileId)
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

/** Who is told of something, by their sign-in. */
export const toldOf = async (test: TestApp, kind: string, bidId: string): Promise<string[]> =>
  (
    await test.rows<{ email: string }>(
      'SELECT p.email FROM notification n JOIN person p ON p.id = n.person_id WHERE n.kind = $1 AND n.subject_id = $2 ORDER BY p.email',
      [kind, bidId],
    )
  ).map(({ email }) => email.replace('@example.test', ''))

/** What the log says of scans of its files. */
export const auditOf = async (test: TestApp, bidId: string): Promise<object[]> =>
  (
    await test.rows<{ content: Buffer; stream: string }>(
      `SELECT d.content, e.stream FROM audit_event e JOIN audit_detail d ON d.event_id = e.id
       WHERE e.action = 'evidence.scanned' AND e.subject_id = $1 ORDER BY e.sequence`,
      [bidId],
    )
  ).map(({ content, stream }) => ({ ...(JSON.parse(String(content)) as object), chain: stream.split(':')[0] }))

/**
 * What is done while nobody answers the scans, beside background work. What came in meanwhile has been tried in vain once, and from then on nothing
 * looks at it but what the test has look: else it were luck whether the background work comes to it before the scanner is back or after.
 */
export async function whileSilent<T>(test: TestApp, clamd: ClamdStandIn, work: () => Promise<T>): Promise<T> {
  await clamd.close()
  try {
    const done = await work()
    await eventually(() => putOff(test))
    return done
  } finally {
    await clamd.open()
  }
}

/** Throws as long as a file was never tried, or is being tried, which keeps it for longer than the first tries make it wait. */
async function putOff(test: TestApp): Promise<void> {
  for (const table of ['evidence_file', 'library_file']) {
    await test.rows(
      `UPDATE ${table} SET scan_due_at = market_now() + interval '1 day'
       WHERE scan = 'pending' AND scan_attempts > 0 AND scan_due_at < market_now() + interval '2 minutes'`,
    )
    const soon = await test.rows(
      `SELECT id FROM ${table} WHERE scan = 'pending' AND removed_at IS NULL AND scan_due_at < market_now() + interval '10 minutes'`,
    )
    if (soon.length > 0) throw new Error(`${soon.length} of ${table} were not tried yet.`)
  }
}
