import { randomBytes, randomUUID } from 'node:crypto'
import { access, constants, link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

import { FileNotAtHand, Storage, StorageFull, StorageUnfit, type StoredObject } from './storage.js'
import { type Measured, writeMeasured } from './write-measured.js'

const KEY = /^[\da-f]{40}$/
const OWNER = 'owner'
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT'])

/** Objects as files of a folder that all processes share: written under a temporary name, flushed, and renamed when whole. */
export class FileStorage extends Storage {
  private readonly incoming: string
  private readonly objects: string

  constructor(private readonly folder: string) {
    super()
    this.incoming = join(folder, 'incoming')
    this.objects = join(folder, 'objects')
  }

  /** Makes the folder for the installation that owns it, or says why this process cannot use it. */
  async prepare(owner: string): Promise<void> {
    if ((await this.makeOrExplain(owner)) === owner) return
    throw new StorageUnfit(
      `${this.folder} holds the files of another installation, and what this one's database does not know would be removed from it. Set STORAGE_URL to a folder of its own, or, where the database was made anew for these files, delete ${join(this.folder, OWNER)}.`,
    )
  }

  /** Whether the folder is there and this installation's. Makes nothing. */
  async isOf(owner: string): Promise<boolean> {
    return (await readFile(join(this.folder, OWNER), 'utf8').catch(ifGone(''))).trim() === owner
  }

  /** Answers whose the folder is. */
  private async makeOrExplain(owner: string): Promise<string> {
    try {
      for (const each of [this.incoming, this.objects]) {
        await mkdir(each, { recursive: true, mode: 0o700 })
        await access(each, constants.R_OK | constants.W_OK | constants.X_OK)
      }
      return await this.ownerOnce(owner)
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException
      throw new StorageUnfit(`Files cannot be kept in ${this.folder} (${code}). Let this account write there, or set STORAGE_URL.`)
    }
  }

  /** The first to come writes who owns the folder, whole or not at all; answers who does. */
  private async ownerOnce(owner: string): Promise<string> {
    const [marker, made] = [join(this.folder, OWNER), join(this.incoming, randomUUID())]
    const kept = await readFile(marker, 'utf8').catch(ifGone(null))
    if (kept !== null) return kept.trim()
    await writeFile(made, `${owner}\n`, { mode: 0o600, flush: true })
    await link(made, marker).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
    await rm(made)
    return (await readFile(marker, 'utf8')).trim()
  }

  async put(source: Readable, most: number): Promise<StoredObject> {
    const key = randomBytes(20).toString('hex')
    return { key, ...(await this.keep(key, source, most)) }
  }

  /** Keeps an object under the key it had before, as a backup gives it. */
  putBack(key: string, source: Readable): Promise<Measured> {
    return this.keep(key, source)
  }

  /** Whether nothing is here, and nobody has taken the folder for theirs. */
  async isUnused(): Promise<boolean> {
    return (await namesIn(this.folder)).length === 0
  }

  /** Removes everything, the owner's name too: for whoever found it unused and could not finish. */
  async clear(): Promise<void> {
    for (const each of [this.incoming, this.objects, join(this.folder, OWNER)]) await rm(each, { recursive: true, force: true })
  }

  async open(key: string, from = 0): Promise<Readable> {
    const file = await open(this.pathOf(key)).catch(ifGone(null))
    if (file === null) throw new FileNotAtHand()
    return file.createReadStream({ start: from })
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true })
  }

  async *listBefore(moment: Date): AsyncIterable<string> {
    for (const first of await namesIn(this.objects)) {
      for (const second of await namesIn(join(this.objects, first))) {
        yield* namesBefore(join(this.objects, first, second), moment)
      }
    }
  }

  async removeUnfinishedBefore(moment: Date): Promise<void> {
    for await (const name of namesBefore(this.incoming, moment)) await rm(join(this.incoming, name), { force: true })
  }

  private async keep(key: string, source: Readable, most?: number): Promise<Measured> {
    const temporary = join(this.incoming, key)
    try {
      const measured = await writeMeasured(source, temporary, most)
      await this.moveIn(temporary, key)
      return measured
    } catch (error) {
      source.destroy()
      await rm(temporary, { force: true })
      throw NO_ROOM.has((error as NodeJS.ErrnoException).code ?? '') ? new StorageFull() : error
    }
  }

  /** A rename is durable when the folder it happened in is flushed too. */
  private async moveIn(temporary: string, key: string): Promise<void> {
    const path = this.pathOf(key)
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await rename(temporary, path)
    await flushFolder(dirname(path))
    if (made === undefined) return
    await flushFolder(dirname(dirname(path)))
    await flushFolder(this.objects)
  }

  /** Two levels of folders, so that none grows large. */
  private pathOf(key: string): string {
    if (!KEY.test(key)) throw new Error('This is no key of the storage.')
    return join(this.objects, key.slice(0, 2), key.slice(2, 4), key)
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A folder that another process has just removed holds nothing. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(ifGone([]))
}

async function* namesBefore(folder: string, moment: Date): AsyncIterable<string> {
  for (const name of await namesIn(folder)) {
    const facts = await stat(join(folder, name)).catch(ifGone(null))
    if (facts !== null && facts.mtime < moment) yield name
  }
}

const ifGone =
  <T>(instead: T) =>
  (error: unknown): T => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return instead
    throw error
  }
