import { createHash } from 'node:crypto'
import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'

import { checkBackup } from '../src/modules/backup/check-backup.js'
import { type Manifest, MANIFEST } from '../src/modules/backup/manifest.js'
import { restoreBackup } from '../src/modules/backup/restore-backup.js'
import { TABLES } from '../src/modules/backup/tables.js'
import { writeBackup } from '../src/modules/backup/write-backup.js'
import { holdEvidence } from '../src/shared/database/backup-lock.js'
import { FileStorage } from '../src/shared/storage/file-storage.js'
import { halfWritten } from './experiments/wholeness.js'
import { asOwner } from './support/cluster.js'
import { aFile, type Evidence, storedFiles } from './support/evidence.js'
import { anInstallation, type Installation, rowCountsOf } from './support/installation.js'
import { MailCatcher } from './support/mail-catcher.js'
import { mailsOf } from './support/mails.js'
import { Operator } from './support/product.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, eventsHandled, eventually } from './support/world.js'

const operator = new Operator()
const folders: string[] = []

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-backup-'))
  folders.push(folder)
  return folder
}

afterAll(async () => {
  await operator.putAway()
  await Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true })))
})

async function run(environment: Record<string, string>, ...parameters: string[]): Promise<{ code: number | null; said: string }> {
  const running = operator.run('cli', environment, ...parameters)
  const { code } = await running.ended
  return { code, said: running.out + running.errors }
}

/** The environment of a command that may act as the owner, on another database and folder. */
const at = (test: TestApp, { url, ownerUrl, storageUrl }: Installation): Record<string, string> => ({
  ...test.environment,
  DATABASE_URL: url,
  DATABASE_OWNER_URL: ownerUrl,
  STORAGE_URL: storageUrl,
})

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe('A marketplace that was backed up while it worked, destroyed, and restored elsewhere', () => {
  let catcher: MailCatcher
  let restored: TestApp
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
    const original = await TestApp.start()
    const requirementId = await anOpenRequirement(original)

    const worker = operator.run('worker', { ...original.environment, SMTP_URL: catcher.url })
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

    const folder = join(await aFolder(), 'backup')
    const going = keepSubmitting(original, rivalBid)
    backedUp = await run(original.environment, 'backup', folder)
    meanwhile = await going.stop()
    manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest
    await original.stop()

    elsewhere = await anInstallation()
    putBack = await run(at(original, elsewhere), 'restore', folder, '--manifest', hashIn(backedUp.said))
    sessions = (await elsewhere.rowCounts())['session'] ?? Number.NaN
    restored = await TestApp.start({
      template: elsewhere.database,
      working: true,
      config: { storageUrl: elsewhere.storageUrl, smtpUrl: catcher.url },
    })
  }, 180_000)
  afterAll(async () => {
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
    const more = { audit_event: 1, audit_detail: 1, audit_stream: 1 }
    const expected = Object.entries(counted).map(([table, rows]) => [table, rows + (more[table as keyof typeof more] ?? 0)])
    expect(await elsewhere.rowCounts()).toEqual({ ...Object.fromEntries(expected), session: 0 })
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
      expect(body).toMatchObject({ genuine: true })
    }
    const arrived = await restored.api('supplier-admin').get(`/bids/${key.bidId}/submissions/before`).expect(200)
    expect(arrived.body).toMatchObject({ state: 'received' })
  })

  it('gives every evidence file in its old bytes', async () => {
    const { body } = await restored.api('supplier-admin').get(`/files/${evidence.id}/content`).buffer(true).expect(200)
    expect(`sha256-${sha256(body as Buffer)}`).toBe(evidence.sha256)
    const rows = await restored.rows<{ key: string; sha256: Buffer }>('SELECT storage_key AS key, sha256 FROM evidence_file')
    expect((await storedFiles(restored)).toSorted()).toEqual(rows.map(row => row.key).toSorted())
    for (const row of rows) {
      const path = join(elsewhere.storageFolder, 'objects', row.key.slice(0, 2), row.key.slice(2, 4), row.key)
      expect(sha256(await readFile(path))).toBe(row.sha256.toString('hex'))
    }
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

describe('A backup', () => {
  let test: TestApp
  let good: string
  let kept: string
  let target: Installation
  let evidence: string

  beforeAll(async () => {
    test = await TestApp.start()
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    await aFile(test, bidId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    good = join(await aFolder(), 'good')
    kept = (await writeBackup(test.config.databaseUrl, new FileStorage(test.storageFolder), good)).hash
    evidence = (await readFile(join(good, 'evidence.sha256'), 'utf8')).trim().split('  ')[1] ?? ''
    target = await anInstallation()
  }, 60_000)
  afterAll(async () => {
    await target.putAway()
    await test.stop()
  })

  /** A copy of the good one, spoilt. */
  const spoilt = async (spoil: (folder: string) => Promise<unknown>): Promise<string> => {
    const folder = join(await aFolder(), 'spoilt')
    await cp(good, folder, { recursive: true })
    await spoil(folder)
    return folder
  }

  const restore = async (folder: string, hash?: string): Promise<void> =>
    restoreBackup(await checkBackup(folder, hash), target.ownerUrl, new FileStorage(target.storageFolder))

  /** Changes what the manifest says, as somebody would who changed the rest too. */
  const withManifest =
    (change: (manifest: Manifest) => void) =>
    async (folder: string): Promise<void> => {
      const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest
      change(manifest)
      await writeFile(join(folder, MANIFEST), JSON.stringify(manifest))
    }

  const rowsOf = (manifest: Manifest) => {
    const person = manifest.tables['person']
    if (person === undefined) throw new Error('The backup has no people.')
    return person
  }

  const flipFirstByte = async (path: string): Promise<void> => {
    const bytes = await readFile(path)
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
    await writeFile(path, bytes)
  }

  it.each<[string, (folder: string) => Promise<unknown>, RegExp]>([
    [
      'a table is cut',
      folder => truncate(join(folder, 'tables/bid_version.copy'), 100),
      /bid_version\.copy was cut: it has 100 of \d+ bytes\.$/,
    ],
    ['a table is longer', folder => appendFile(join(folder, 'tables/bid.copy'), '\n'), /bid\.copy was changed: its SHA-256/],
    ['a byte of a table is another', folder => flipFirstByte(join(folder, 'tables/audit_event.copy')), /audit_event\.copy was changed/],
    ['a table is missing', folder => rm(join(folder, 'tables/receipt_key.copy')), /receipt_key\.copy cannot be read \(ENOENT\)\.$/],
    ['a byte of an evidence file is another', folder => flipFirstByte(join(folder, evidence)), /evidence\/.+ was changed/],
    ['an evidence file is missing', folder => rm(join(folder, evidence)), /evidence\/.+ cannot be read \(ENOENT\)\.$/],
    ['the list of evidence is cut', folder => truncate(join(folder, 'evidence.sha256'), 0), /evidence\.sha256 was cut/],
    [
      'it was not finished',
      folder => rm(join(folder, MANIFEST)),
      /is no backup, or one that was not finished: it has no manifest\.json\.$/,
    ],
    ['the manifest is cut', folder => truncate(join(folder, MANIFEST), 200), /manifest\.json is not JSON\.$/],
    [
      'the manifest is of another kind',
      folder => writeFile(join(folder, MANIFEST), '{"format":2}'),
      /is not the manifest of a backup that this/,
    ],
    ['a table is not known', withManifest(said => (said.tables['extra'] = rowsOf(said))), /of another release: extra is not in both/],
    ['a table is not there', withManifest(said => delete said.tables['bid']), /of another release: bid is not in both/],
    [
      'a migration is not known',
      withManifest(said => said.migrations.push('Later1')),
      /has the schema of Later1, and the database that of /,
    ],
    ['a row is missing', withManifest(said => (rowsOf(said).rows += 1)), /^person holds \d+ rows, and the manifest says \d+\.$/],
    ['a column is not known', withManifest(said => (rowsOf(said).columns[0] = 'x')), /column "x" of relation "person" does not exist/],
  ])('is refused where %s, and nothing is left behind', async (_, spoil, words) => {
    const before = await target.rowCounts()
    await expect(spoilt(spoil).then(folder => restore(folder))).rejects.toThrow(words)
    expect(await target.rowCounts()).toEqual(before)
    expect(await readdir(target.storageFolder)).toEqual([])
  })

  it('is refused where rows do not belong together, although the manifest agrees', async () => {
    const folder = await spoilt(async spoiled => {
      await writeFile(join(spoiled, 'tables/person.copy'), '')
      await withManifest(said => Object.assign(rowsOf(said), { rows: 0, bytes: 0, sha256: sha256(Buffer.alloc(0)) }))(spoiled)
    })
    await expect(restore(folder)).rejects.toThrow(/violates foreign key constraint/)
    expect(await readdir(target.storageFolder)).toEqual([])
  })

  it('is refused where its manifest is not the one that was kept', async () => {
    await expect(restore(good, `sha256-${'0'.repeat(64)}`)).rejects.toThrow(
      `manifest.json is not the one that was kept: its hash is ${kept}.`,
    )
    await expect(checkBackup(good, kept)).resolves.toMatchObject({ hash: kept })
  })

  it('is not written into a folder that holds something', async () => {
    await expect(writeBackup(test.config.databaseUrl, new FileStorage(test.storageFolder), good)).rejects.toThrow('is not empty')
  })

  it('is for the account that made it alone', async () => {
    const entries = await readdir(good, { recursive: true })
    expect(entries).toEqual(expect.arrayContaining([MANIFEST, join('tables', 'bid.copy'), evidence]))
    for (const entry of ['', ...entries]) expect((await stat(join(good, entry))).mode & 0o077).toBe(0)
  })

  it('is not restored into a database that has rows, which stays as it is', async () => {
    const before = await rowCountsOf(test.ownerUrl)
    const storage = new FileStorage(target.storageFolder)
    await expect(restoreBackup(await checkBackup(good), test.ownerUrl, storage)).rejects.toThrow(
      /^The database is not empty: \w+ has rows\./,
    )
    expect(await rowCountsOf(test.ownerUrl)).toEqual(before)
    expect(await readdir(target.storageFolder)).toEqual([])
  })

  it('is not restored beside files of others, which stay as they are', async () => {
    const before = await storedFiles(test)
    const beside = new FileStorage(test.storageFolder)
    await expect(restoreBackup(await checkBackup(good), target.ownerUrl, beside)).rejects.toThrow('The folder of STORAGE_URL is not empty.')
    expect(await storedFiles(test)).toEqual(before)
  })

  it('is not restored without the owner of the tables', async () => {
    const { DATABASE_OWNER_URL: _, ...environment } = at(test, target)
    expect(await run(environment, 'restore', good)).toEqual({ code: 1, said: expect.stringContaining('DATABASE_OWNER_URL is missing') })
  })

  it('is verified without database or settings', async () => {
    expect(await run({}, 'verify-backup', good)).toEqual({ code: 0, said: expect.stringMatching(/^Whole: \d+ rows and 1 evidence files/) })
    const folder = await spoilt(spoiled => truncate(join(spoiled, 'tables/bid.copy'), 1))
    expect(await run({}, 'verify-backup', folder)).toEqual({ code: 1, said: expect.stringContaining('bid.copy was cut') })
    expect(await run({}, 'backup')).toEqual({ code: 2, said: expect.stringContaining('backup FOLDER') })
  })

  it('keeps evidence that is taken out meanwhile until it is finished', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const { id } = await aFile(test, bidId)
    const backup = new pg.Client({ connectionString: test.config.databaseUrl })
    await backup.connect()
    await holdEvidence(backup)
    await test.api('supplier-admin').delete(`/files/${id}`).expect(204)
    const held = await storedFiles(test)
    await test.sweep()
    expect(await storedFiles(test)).toEqual(held)
    await backup.end()
    await eventually(async () => {
      await test.sweep()
      expect(await storedFiles(test)).toHaveLength(held.length - 1)
    })
  })

  it('holds all the rest where an evidence file was lost or changed before, and says which', async () => {
    const [row] = await test.rows<{ key: string }>('SELECT storage_key AS key FROM evidence_file LIMIT 1')
    const lost = String(row?.key)
    const path = join(test.storageFolder, 'objects', lost.slice(0, 2), lost.slice(2, 4), lost)
    await flipFirstByte(path)
    const folder = join(await aFolder(), 'changed')
    const said = expect.stringContaining(`NOT IN THE BACKUP, because its bytes were lost or changed before: evidence file ${lost}`)
    expect(await run(test.environment, 'backup', folder)).toEqual({ code: 1, said })
    await rm(path)
    const { manifest } = await writeBackup(test.config.databaseUrl, new FileStorage(test.storageFolder), join(await aFolder(), 'lost'))
    expect(manifest).toMatchObject({ damaged: [lost], evidence: { files: 0 } })
    expect(await run(at(test, target), 'restore', folder)).toEqual({ code: 1, said })
    expect((await target.rowCounts())['evidence_file']).toBe(1)
  })
})

describe('What a backup need not hold', () => {
  it('is a sequence: ids are made by the application', async () => {
    const target = await anInstallation()
    const { rows } = await asOwner(target.ownerUrl, client =>
      client.query<{ name: string }>(`SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public'`),
    )
    expect(rows).toEqual([{ name: 'schema_migration_id_seq' }])
    expect(Object.entries(await target.rowCounts()).filter(([, count]) => count > 0)).toEqual([['storage', 1]])
    expect(TABLES).not.toContain('session')
    await target.putAway()
  })
})
