import { createSecretKey, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { type Manifest, MANIFEST } from '../src/modules/backup/manifest.js'
import { halfWritten } from './experiments/wholeness.js'
import { at, BackupOperator, sha256 } from './support/backups.js'
import { aFile, type Evidence, storedFiles } from './support/evidence.js'
import { anInstallation, type Installation } from './support/installation.js'
import { MailCatcher } from './support/mail-catcher.js'
import { mailsOf } from './support/mails.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, eventsHandled, eventually } from './support/world.js'

/** Tables of which a backup holds nothing. */
const LEFT_OUT = { session: 0, export_job: 0, mailed_code: 0, pending_sign_in: 0, sign_in_slowdown: 0 }

const backups = new BackupOperator()

afterAll(() => backups.putAway())

describe('A marketplace that was backed up while it worked, destroyed, and restored elsewhere', () => {
  let catcher: MailCatcher
  let restored: TestApp
  let withOtherKey: TestApp | undefined
  let elsewhere: Installation
  let evidence: Evidence
  let backedUp: { code: number | null; said: string }
  let putBack: { code: number | null; said: string }
  let manifest: Manifest
  let oldOwner: string
  let sessions: number
  /** What was acknowledged before the backup began. */
  const receipts = new Map<string, string>()
  let key: { bidId: string; sentBefore: number }
  /** Submissions that went on during the backup. */
  let meanwhile = 0

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    // As many files as there is time for while the backup runs.
    const original = await TestApp.start({ config: { evidence: { mostBytes: 1_048_576, mostFiles: 10_000 } } })
    const requirementId = await anOpenRequirement(original)

    const worker = backups.operator.run('worker', { ...original.environment, SMTP_URL: catcher.url })
    await worker.says('the worker is ready')
    const bidId = await aPassingBid(original, requirementId)
    evidence = await aFile(original, bidId)
    await submit(original, bidId, 'supplier-admin', 'before')
    await eventsHandled(original)
    await eventually(async () => {
      expect(await mailsOf(original, 'bid.submitted')).toMatchObject([{ mailed: true }])
    })
    expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null })

    const rivalBid = await aPassingBid(original, requirementId, 'rival-admin')
    await submit(original, rivalBid, 'rival-admin', 'before-too')
    key = { bidId, sentBefore: catcher.caught.length }
    const [storage] = await original.rows<{ owner: string }>('SELECT owner FROM storage')
    oldOwner = String(storage?.owner)

    const folder = join(await backups.aFolder(), 'backup')
    const going = keepSubmitting(original, rivalBid)
    backedUp = await backups.run(original.environment, 'backup', folder)
    meanwhile = await going.stop()
    manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest
    await original.stop()

    elsewhere = await anInstallation()
    putBack = await backups.run(at(original, elsewhere), 'restore', folder, '--manifest', hashIn(backedUp.said))
    sessions = (await elsewhere.rowCounts())['session'] ?? Number.NaN
    restored = await TestApp.start({
      template: elsewhere.database,
      working: true,
      config: { storageUrl: elsewhere.storageUrl, smtpUrl: catcher.url },
    })
  })
  afterAll(async () => {
    await withOtherKey?.stop()
    await restored.stop()
    await elsewhere.putAway()
    await catcher.close()
  })

  const submit = async (test: TestApp, bidId: string, bidder: 'supplier-admin' | 'rival-admin', withKey: string): Promise<void> => {
    const { text } = await test.api(bidder).post(`/bids/${bidId}/submit`).set('Idempotency-Key', withKey).expect(201)
    receipts.set(bidId, text)
  }

  /** One version after another until it is stopped; answers how many were acknowledged. */
  const keepSubmitting = (test: TestApp, bidId: string): { stop: () => Promise<number> } => {
    let going = true
    let count = 0
    const work = async (): Promise<void> => {
      while (going) {
        await aFile(test, bidId, `more-${count}.pdf`, 'rival-admin')
        await test.api('rival-admin').post(`/bids/${bidId}/submit`).expect(201)
        count += 1
      }
    }
    const done = work()
    return {
      stop: async () => {
        going = false
        await done
        return count
      },
    }
  }

  const hashIn = (said: string): string => /^manifest (sha256-[\da-f]{64})$/m.exec(said)?.[1] ?? 'none'

  it('says how much there was, and the hash of its manifest', () => {
    expect(backedUp).toEqual({
      code: 0,
      said: expect.stringMatching(/^Backed up: \d+ rows and \d+ evidence files, as of .+Z\nmanifest sha256-/),
    })
    expect(putBack).toEqual({ code: 0, said: expect.stringContaining(', 0 faults\n') })
    expect(putBack.said).toContain(backedUp.said.replace('Backed up', 'Restored'))
    expect(meanwhile).toBeGreaterThan(0)
  })

  it('has every row of the one moment, and but one line of the log more', async () => {
    const counted = Object.fromEntries(Object.entries(manifest.tables).map(([table, { rows }]) => [table, rows]))
    const more: Partial<Record<string, number>> = { audit_event: 1, audit_detail: 1, audit_stream: 1, log_check: 1 }
    const expected = Object.entries(counted).map(([table, rows]) => [table, rows + (more[table] ?? 0)])
    expect(await elsewhere.rowCounts()).toEqual({ ...Object.fromEntries(expected), ...LEFT_OUT })
    expect(counted['bid_version']).toBeGreaterThanOrEqual(2)
    expect(await halfWritten(restored)).toEqual([])
  })

  it('lets nobody in by a session of before', () => {
    expect(sessions).toBe(0)
  })

  it('tells in its log that it was restored, and from what', async () => {
    const [event] = await restored.rows<{ details: string; subject: string; sequence: string }>(
      `SELECT convert_from(d.content, 'UTF8') AS details, e.subject_id AS subject, e.sequence
       FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.stream = 'market' AND e.action = 'market.restored'`,
    )
    expect(JSON.parse(String(event?.details))).toEqual({ manifest: hashIn(backedUp.said), takenAt: manifest.takenAt })
    const [storage] = await restored.rows<{ owner: string }>('SELECT owner FROM storage')
    expect(event?.subject).toBe(storage?.owner)
  })

  it('has a name of its own, which stands in its folder too', async () => {
    const marker = (await readFile(join(elsewhere.storageFolder, 'owner'), 'utf8')).trim()
    expect(await restored.rows('SELECT owner FROM storage')).toEqual([{ owner: marker }])
    expect(marker).not.toBe(oldOwner)
  })

  it('finds every receipt given before, in the same bytes, genuine, and by the key it was asked for with', async () => {
    expect(receipts.size).toBe(2)
    const [bidId] = [...receipts.keys()]
    const { text } = await restored
      .api('supplier-admin')
      .get(`/bids/${String(bidId)}/receipts/1`)
      .expect(200)
    expect(text).toBe(receipts.get(String(bidId)))
    for (const receipt of receipts.values()) {
      const { body } = await restored
        .api()
        .post('/receipts/verify')
        .send(JSON.parse(receipt) as object)
        .expect(200)
      expect(body).toMatchObject({ valid: true })
    }
    const arrived = await restored.api('supplier-admin').get(`/bids/${key.bidId}/submissions/before`).expect(200)
    expect(arrived.body).toMatchObject({ state: 'received' })
  })

  it('gives every evidence file in its old bytes, which lie there as they lay in the original', async () => {
    const { body } = await restored.api('supplier-admin').get(`/files/${evidence.id}/content`).buffer(true).expect(200)
    expect(sha256(body as Buffer)).toBe(evidence.sha256)
    const rows = await restored.rows<{ key: string; sha256: Buffer }>(
      'SELECT storage_key AS key, stored_sha256 AS sha256 FROM evidence_file',
    )
    expect((await storedFiles(restored)).toSorted()).toEqual(rows.map(row => row.key).toSorted())
    for (const row of rows) {
      const path = join(elsewhere.storageFolder, 'objects', row.key.slice(0, 2), row.key.slice(2, 4), row.key)
      expect(sha256(await readFile(path))).toBe(row.sha256.toString('hex'))
    }
  })

  it('gives no evidence file without the key of the original', async () => {
    const config = { masterKey: createSecretKey(randomBytes(32)) }
    withOtherKey = await TestApp.start({ beside: restored, config, signedIn: ['supplier-admin'] })
    await withOtherKey.api('supplier-admin').get(`/files/${evidence.id}/content`).expect(503)
  })

  it('does once what was still to do, and sends no mail again that was sent', async () => {
    await eventsHandled(restored)
    await eventually(async () => {
      expect(await restored.rows('SELECT FROM notification WHERE mailed_at IS NULL AND mail_given_up_at IS NULL')).toEqual([])
    })
    expect(catcher.caught.length).toBeGreaterThan(key.sentBefore)
    const ids = catcher.caught.map(({ messageId }) => messageId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(catcher.for('rival-admin').filter(({ subject }) => subject?.startsWith('Your bid was received: '))).toHaveLength(1)
    expect(catcher.for('supplier-admin').filter(({ subject }) => subject?.startsWith('Your bid was received: '))).toHaveLength(1)
    const twice = 'SELECT kind FROM notification GROUP BY kind, person_id, subject_id, occurred_at HAVING count(*) > 1'
    expect(await restored.rows(twice)).toEqual([])
  })

  it('goes on: bids are written and submitted as before', async () => {
    const bidId = await aPassingBid(restored, await anOpenRequirement(restored))
    await aFile(restored, bidId)
    await restored.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  })
})
