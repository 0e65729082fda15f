import { copyFile, mkdir, readFile, rename, rm, rmdir, truncate, writeFile } from 'node:fs/promises'

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'

import { sealAtRest } from '../src/modules/bids/seal-at-rest.js'
import { KeyService } from '../src/modules/keys/key-service.js'
import { DatabaseUnfit } from '../src/shared/database/schema-check.js'
import type { Log } from '../src/shared/log.js'
import { LOG } from '../src/shared/tokens.js'
import { type Evidence, hitsInStorage, pathOfFile, storedFiles, upload } from './support/evidence.js'
import { problem } from './support/problems.js'
import { type FileContent, leaveFilesReadable, withoutRuleOfFiles } from './support/readable-files.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWorkingCopy, openAfterDeadline } from './support/world.js'

const CANARY = 'Heliotrope-evidence-4714'
/** Of more than one chunk. */
const LONG = Buffer.from(`${CANARY}\n`.repeat(8000))
const REVERSED = Buffer.from(LONG).reverse()
const CANARIES = [CANARY, Buffer.from(CANARY).reverse().toString()]
const NOT_AS_KEPT = 'the bytes of a file are not those that were kept, or its key is another: it was changed from outside'

/** The bytes of evidence files, as they lie in the storage. */
describe('Evidence files in the storage', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const aBid = async (): Promise<string> => aWorkingCopy(test, await anOpenRequirement(test))

  const log = () => test.app.get<Log>(LOG)

  const contentOf = (id: string, player: Player = 'bid-writer') => test.api(player).get(`/files/${id}/content`)

  const bytesOf = async (id: string, player?: Player): Promise<Buffer> =>
    (await contentOf(id, player).responseType('blob').expect(200)).body as Buffer

  const aLongFile = async (bidId: string, bytes = LONG): Promise<Evidence> =>
    (await upload(test, bidId, 'report.txt', bytes).expect(201)).body as Evidence

  it('are sealed for the supplier and for the opening, by public keys alone, and opened by the supplier’s', async () => {
    const bidId = await aBid()
    const asked = jest.spyOn(test.app.get(KeyService, { strict: false }), 'openPrivate')
    const { id } = await aLongFile(bidId)
    expect(asked.mock.calls).toEqual([])
    expect(await hitsInStorage(test, CANARIES)).toEqual([])
    const stored = await readFile(await pathOfFile(test, id))
    expect(stored.subarray(0, 22).toString()).toBe('age-encryption.org/v1\n')
    expect(stored.toString('latin1').match(/^-> X25519 /gm)).toHaveLength(2)
    expect((await bytesOf(id)).equals(LONG)).toBe(true)
    expect(asked.mock.calls.map(([, about]) => about)).toEqual([expect.stringMatching(/^supplier /)])
    asked.mockRestore()
  })

  /** Whether the answer began, said how long it would be, and ended before. */
  const brokenOff = async (id: string): Promise<boolean> => {
    const answer = await fetch(`${await test.app.getUrl()}/api/v1/files/${id}/content`, {
      headers: { authorization: `Bearer ${String(test.tokens.get('bid-writer'))}` },
    })
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, String(LONG.length)])
    return answer.arrayBuffer().then(
      () => false,
      () => true,
    )
  }

  type Spoil = (path: string, other: string) => Promise<unknown>
  const change =
    (spoil: (stored: Buffer) => Buffer): Spoil =>
    async path =>
      writeFile(path, spoil(await readFile(path)))

  it.each<[string, 'nothing' | 'a part', Spoil]>([
    ['its header was changed', 'nothing', change(stored => flipped(stored, 60))],
    ['its first chunk was changed', 'nothing', change(stored => flipped(stored, 5000))],
    ['its second chunk was changed', 'nothing', change(stored => flipped(stored, 70_000))],
    ['its last byte was changed', 'a part', change(stored => flipped(stored, stored.length - 1))],
    ['it was cut', 'a part', path => truncate(path, 150_000)],
    ['two chunks were exchanged', 'nothing', change(exchanged)],
    ['it is another file of the same bid', 'nothing', (path, other) => copyFile(other, path)],
    ['it is readable', 'nothing', path => writeFile(path, LONG)],
  ])('are never given out as whole where %s, which the log says', async (_, gives, spoil) => {
    const bidId = await aBid()
    const [{ id }, other] = [await aLongFile(bidId), await aLongFile(bidId, REVERSED)]
    const path = await pathOfFile(test, id)
    const stored = await readFile(path)
    await spoil(path, await pathOfFile(test, other.id))
    const said = jest.spyOn(log(), 'error')
    if (gives === 'nothing') await contentOf(id).expect(problem(503, 'unavailable'))
    else await expect(brokenOff(id)).resolves.toBe(true)
    expect(said.mock.calls).toEqual([[{ file: id }, NOT_AS_KEPT]])
    said.mockRestore()
    expect((await bytesOf(other.id)).equals(REVERSED)).toBe(true)
    await writeFile(path, stored)
    expect((await bytesOf(id)).equals(LONG)).toBe(true)
  })

  it('are given out by their own rows only: not with key and place of another file', async () => {
    const bidId = await aBid()
    const [{ id }, other] = [await aLongFile(bidId), await aLongFile(bidId)]
    const kept = 'SELECT storage_key AS place, file_key AS key FROM evidence_file WHERE id = $1'
    const [others] = await test.rows<{ place: string; key: Buffer }>(kept, [other.id])
    await test.rows('ALTER TABLE evidence_file DISABLE TRIGGER USER')
    await test.rows(`UPDATE evidence_file SET storage_key = 'x' WHERE id = $1`, [other.id])
    await test.rows('UPDATE evidence_file SET storage_key = $2, file_key = $3 WHERE id = $1', [id, others?.place, others?.key])
    await test.rows('ALTER TABLE evidence_file ENABLE TRIGGER USER')
    await contentOf(id).expect(problem(503, 'unavailable'))
  })

  describe('that an earlier release left readable', () => {
    let opened: string
    let sealed: string

    beforeAll(async () => {
      await test.signInAll()
      const requirementId = await anOpenRequirement(test, { closesIn: 300 })
      const bidId = await aPassingBid(test, requirementId)
      opened = (await aLongFile(bidId)).id
      await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
      await openAfterDeadline(test, requirementId)
      sealed = (await aLongFile(await aBid(), REVERSED)).id
    })

    const both = (): FileContent[] => [
      { id: opened, content: LONG },
      { id: sealed, content: REVERSED },
    ]

    const leaveReadable = () => withoutRuleOfFiles(test, () => leaveFilesReadable(test, both()))

    const migrateRest = (ownerUrl: string | null = test.ownerUrl, config = test.config) =>
      sealAtRest(config, ownerUrl, test.app.get(KeyService, { strict: false }), log())

    const isReadableThere = async (id: string): Promise<boolean> =>
      !(await readFile(await pathOfFile(test, id), 'latin1')).startsWith('age-')

    it('are sealed by migrating, however often that is broken off, and their readable bytes are gone', async () => {
      const files = (await storedFiles(test)).length
      await leaveReadable()
      expect(await Promise.all([opened, sealed].map(isReadableThere))).toEqual([true, true])
      await expect(migrateRest(null)).rejects.toThrow(DatabaseUnfit)
      const elsewhere = { ...test.config, storageUrl: 'file:///nowhere/files' }
      await expect(migrateRest(test.ownerUrl, elsewhere)).rejects.toThrow('STORAGE_URL is not the one they lie in')

      const second = await pathOfFile(test, sealed)
      await rename(second, `${second}.aside`)
      await mkdir(second)
      await expect(migrateRest()).rejects.toThrow('EISDIR')
      expect(await isReadableThere(opened)).toBe(false)
      await rmdir(second)
      await rename(`${second}.aside`, second)

      expect(await migrateRest()).toBe(1)
      expect(await migrateRest(null)).toBe(0)
      expect((await bytesOf(opened, 'buyer-approver')).equals(LONG)).toBe(true)
      expect((await bytesOf(sealed)).equals(REVERSED)).toBe(true)
      expect(await storedFiles(test)).toHaveLength(files)
      expect(await hitsInStorage(test, CANARIES)).toEqual([])
      expect(await test.rows('SELECT file_id AS id FROM opened_file')).toEqual([{ id: opened }])
    })

    it('are named in the log where their bytes were lost or changed before, and keep nobody from migrating', async () => {
      await leaveReadable()
      await rm(await pathOfFile(test, opened))
      await writeFile(await pathOfFile(test, sealed), CANARY)
      const said = jest.spyOn(log(), 'error')
      expect(await migrateRest()).toBe(2)
      expect(said.mock.calls).toEqual([
        [{ file: opened }, 'the bytes of a file are missing, and were not sealed'],
        [{ file: sealed }, 'the bytes of a file were changed before they were sealed'],
      ])
      said.mockRestore()
      await contentOf(opened, 'buyer-approver').expect(problem(503, 'file-not-at-hand'))
      await contentOf(sealed).expect(problem(503, 'unavailable'))
      expect(await hitsInStorage(test, CANARIES)).toEqual([])
    })
  })
})

function flipped(bytes: Buffer, at: number): Buffer {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  return bytes
}

/** The first two chunks in each other's place. */
function exchanged(stored: Buffer): Buffer {
  const begin = stored.indexOf('\n', stored.indexOf('--- ')) + 1 + 16
  const [one, other] = [begin + 65_552, begin + 2 * 65_552]
  return Buffer.concat([stored.subarray(0, begin), stored.subarray(one, other), stored.subarray(begin, one), stored.subarray(other)])
}
