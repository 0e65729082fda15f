import { appendFile, cp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'

import { checkBackup } from '../src/modules/backup/check-backup.js'
import { type Manifest, MANIFEST } from '../src/modules/backup/manifest.js'
import { restoreBackup } from '../src/modules/backup/restore-backup.js'
import { FILLED_BY_MIGRATING, TABLES } from '../src/modules/backup/tables.js'
import { writeBackup } from '../src/modules/backup/write-backup.js'
import { holdEvidence } from '../src/shared/database/backup-lock.js'
import { FileStorage } from '../src/shared/storage/file-storage.js'
import { BackupOperator, sha256 } from './support/backups.js'
import { asOwner } from './support/cluster.js'
import { aFile, storedFiles } from './support/evidence.js'
import { anInstallation, type Installation, rowCountsOf } from './support/installation.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, eventually } from './support/world.js'

const backups = new BackupOperator()

afterAll(() => backups.putAway())

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
    good = join(await backups.aFolder(), 'good')
    kept = (await writeBackup(test.config.databaseUrl, new FileStorage(test.storageFolder), good)).hash
    evidence = (await readFile(join(good, 'evidence.sha256'), 'utf8')).trim().split('  ')[1] ?? ''
    target = await anInstallation()
  })
  afterAll(async () => {
    await target.putAway()
    await test.stop()
  })

  /** A copy of the good one, spoilt. */
  const spoilt = async (spoil: (folder: string) => Promise<unknown>): Promise<string> => {
    const folder = join(await backups.aFolder(), 'spoilt')
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
    expect(await backups.run({ ...test.environment, STORAGE_URL: target.storageUrl }, 'restore', good)).toEqual({
      code: 1,
      said: expect.stringContaining('DATABASE_OWNER_URL is missing'),
    })
  })

  it('is verified without database or settings', async () => {
    expect(await backups.run({}, 'verify-backup', good)).toEqual({
      code: 0,
      said: expect.stringMatching(/^Whole: \d+ rows and 1 evidence files/),
    })
  })

  it('that was cut is told by an exit code', async () => {
    const folder = await spoilt(spoiled => truncate(join(spoiled, 'tables/bid.copy'), 1))
    expect(await backups.run({}, 'verify-backup', folder)).toEqual({ code: 1, said: expect.stringContaining('bid.copy was cut') })
  })

  it('needs a folder', async () => {
    expect(await backups.run({}, 'backup')).toEqual({ code: 2, said: expect.stringContaining('backup FOLDER') })
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
    const folder = join(await backups.aFolder(), 'changed')
    const said = expect.stringContaining(`NOT IN THE BACKUP, because its bytes were lost or changed before: evidence file ${lost}`)
    expect(await backups.run(test.environment, 'backup', folder)).toEqual({ code: 1, said })
    await rm(path)
    const { manifest } = await writeBackup(
      test.config.databaseUrl,
      new FileStorage(test.storageFolder),
      join(await backups.aFolder(), 'lost'),
    )
    expect(manifest).toMatchObject({ damaged: [lost], evidence: { files: 0 } })
    await restore(folder)
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
    const filled = Object.entries(await target.rowCounts()).filter(([, count]) => count > 0)
    expect(filled.map(([table]) => table).filter(table => !FILLED_BY_MIGRATING.includes(table))).toEqual([])
    expect(TABLES).not.toContain('session')
    await target.putAway()
  })
})
