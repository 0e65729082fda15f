import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Debian's package libfaketime. */
const LIBRARY = 'faketime/libfaketimeMT.so.1'

async function findLibrary(): Promise<string | null> {
  for (const name of await readdir('/usr/lib')) {
    const path = join('/usr/lib', name, LIBRARY)
    if (await stat(path).catch(() => null)) return path
  }
  return null
}

/** The wall clock of a process that is told another time. Its monotonic clock stays, as it does when a real clock is set. */
export class FakeClock {
  private constructor(
    private readonly library: string,
    private readonly folder: string,
  ) {}

  /** Null on a machine without libfaketime. */
  static async open(): Promise<FakeClock | null> {
    const library = await findLibrary()
    return library === null ? null : new FakeClock(library, await mkdtemp(join(tmpdir(), 'ai-marketplace-clock-')))
  }

  /** Sets by how many seconds the clock is ahead, also of a process that runs. */
  setAhead(seconds: number): Promise<void> {
    return writeFile(this.file, `${seconds < 0 ? '' : '+'}${seconds}\n`)
  }

  /** What a process is started with to go by this clock. */
  get environment(): Record<string, string> {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    }
  }

  async putAway(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  private get file(): string {
    return join(this.folder, 'ahead')
  }
}
