import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

import { FileStorage } from './file-storage.js'
import { StorageUnfit } from './storage.js'

const OWNER = '11111111-1111-4111-8111-111111111111'
const ANOTHER = '22222222-2222-4222-8222-222222222222'

describe('The storage of files', () => {
  let folder: string
  let storage: FileStorage

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-storage-'))
    storage = new FileStorage(folder)
    await storage.prepare(OWNER)
  })
  afterEach(() => rm(folder, { recursive: true }))

  const filesLeft = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter(each => each.isFile() && each.name !== 'owner')
      .map(({ name }) => name)

  const keysBefore = async (moment: Date): Promise<string[]> => {
    const keys: string[] = []
    for await (const key of storage.listBefore(moment)) keys.push(key)
    return keys
  }

  it('gives back what it was given, with its size and hash', async () => {
    const bytes = Buffer.from('x'.repeat(200_000))
    const { key, size, sha256 } = await storage.put(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), 200_000)
    expect({ size, sha256 }).toEqual({ size: 200_000, sha256: createHash('sha256').update(bytes).digest() })
    expect(await buffer(await storage.open(key))).toEqual(bytes)
    expect(await text(await storage.open(key, 199_997))).toBe('xxx')
    expect(await filesLeft()).toEqual([key])
  })

  it('keeps two of the same apart', async () => {
    const put = () => storage.put(Readable.from([Buffer.from('x')]), 1)
    const [one, other] = await Promise.all([put(), put()])
    await storage.remove(one.key)
    await storage.remove(one.key)
    await expect(storage.open(one.key)).rejects.toMatchObject({ kind: 'unavailable', code: 'file-not-at-hand' })
    expect(await text(await storage.open(other.key))).toBe('x')
  })

  it('refuses the first byte beyond the limit, asks for no more, and keeps nothing', async () => {
    let given = 0
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc((given += 1) && 1000)
      })(),
    )
    await expect(storage.put(endless, 9_999)).rejects.toMatchObject({ kind: 'too-large', code: 'file-too-large' })
    expect(endless.destroyed).toBe(true)
    expect(given).toBeLessThan(40)
    expect(await filesLeft()).toEqual([])
  })

  it('keeps nothing of a source that breaks off, early or late', async () => {
    const failing = (after: number) =>
      Readable.from(
        (function* () {
          for (let part = 0; part < after; part += 1) yield Buffer.alloc(100_000)
          throw new Error('the line went dead')
        })(),
      )
    for (const after of [0, 1, 20]) await expect(storage.put(failing(after), 9_999_999)).rejects.toThrow('the line went dead')
    const destroyed = Readable.from([Buffer.from('x')])
    destroyed.destroy()
    await expect(storage.put(destroyed, 10)).rejects.toThrow()
    expect(await filesLeft()).toEqual([])
  })

  it('lists what was stored before a moment, and removes what never became an object', async () => {
    const { key } = await storage.put(Readable.from([Buffer.from('x')]), 10)
    const { key: old } = await storage.put(Readable.from([Buffer.from('y')]), 10)
    const yesterday = new Date(Date.parse('2026-01-01T00:00:00Z'))
    await utimes(join(folder, 'objects', old.slice(0, 2), old.slice(2, 4), old), yesterday, yesterday)
    await writeFile(join(folder, 'incoming', 'new'), 'x')
    await writeFile(join(folder, 'incoming', 'left'), 'x')
    await utimes(join(folder, 'incoming', 'left'), yesterday, yesterday)
    const moment = new Date(yesterday.getTime() + 1000)
    expect(await keysBefore(moment)).toEqual([old])
    expect((await keysBefore(new Date(Date.parse('9999-01-01')))).toSorted()).toEqual([key, old].toSorted())
    await storage.removeUnfinishedBefore(moment)
    expect(await readdir(join(folder, 'incoming'))).toEqual(['new'])
  })

  it.each(['', '..', '../../etc/passwd', 'x'.repeat(40), 'A'.repeat(40)])('takes no other key than its own: %j', async key => {
    await expect(storage.open(key)).rejects.toThrow('no key')
    await expect(storage.remove(key)).rejects.toThrow('no key')
  })

  it('belongs to the installation that came first, also when several come at once', async () => {
    await new FileStorage(folder).prepare(OWNER)
    await expect(new FileStorage(folder).prepare(ANOTHER)).rejects.toThrow(StorageUnfit)
    await expect(new FileStorage(folder).prepare(ANOTHER)).rejects.toThrow(`${folder} holds the files of another installation`)
    const fresh = join(folder, 'fresh')
    const owners = [OWNER, ANOTHER, OWNER, ANOTHER]
    const ends = await Promise.allSettled(owners.map(owner => new FileStorage(fresh).prepare(owner)))
    const taken = owners.filter((_, place) => ends[place]?.status === 'fulfilled')
    expect(new Set(taken).size).toBe(1)
    expect(taken).toHaveLength(2)
    expect(await readdir(join(fresh, 'incoming'))).toEqual([])
  })

  it('says at start when it cannot be used', async () => {
    await mkdir(join(folder, 'elsewhere'))
    await writeFile(join(folder, 'elsewhere', 'objects'), 'in the way')
    await expect(new FileStorage(join(folder, 'elsewhere')).prepare(OWNER)).rejects.toThrow(StorageUnfit)
  })
})
