import { mkdtemp, statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

export const SHARED_MEMORY = '/dev/shm'

/** As Linux says that a folder lies in memory. */
const TMPFS = 0x01021994

/** Far more than a run of the tests ever holds at once, log and all. */
const ROOM = 3 * 2 ** 30

/**
 * A folder for what may be lost: in memory where there is plenty, since copies of databases are thousands of small files, which some file
 * systems make slowly; otherwise among temporary files.
 */
export const folderInMemory = async (prefix: string): Promise<string> => mkdtemp(join((await hasRoom()) ? SHARED_MEMORY : tmpdir(), prefix))

/** Twice the room must be free, so that the tests themselves have enough. */
async function hasRoom(): Promise<boolean> {
  const found = await statfs(SHARED_MEMORY).catch(() => null)
  return found?.type === TMPFS && found.bavail * found.bsize >= ROOM && freemem() >= 2 * ROOM
}
