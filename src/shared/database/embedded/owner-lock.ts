import { randomUUID } from 'node:crypto'
import { chmod, link, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ANOTHER_FOLDER, codeOf, EmbeddedPostgresFailed } from './embedded-postgres-failed.js'
import { isAlive, thisProcess, type ProcessLife } from './process-table.js'

export interface OwnerLock {
  release(): Promise<void>
}

/**
 * Makes this process the only one to run a server on the folder, or refuses while another living process is.
 *
 * Locks are numbered, and the highest number counts. A dead owner's lock is not removed but outnumbered, so of two processes
 * that both find it dead only one can create the next number; and the highest number is never deleted, so a slow third
 * cannot create an old number again and believe in it.
 */
export async function takeOwnerLock(folder: string): Promise<OwnerLock> {
  const me = await thisProcess()
  for (;;) {
    const last = await highestNumber(folder)
    const owner = last === 0 ? null : await readOwner(fileOf(folder, last))
    if (owner !== null && (await isAlive(owner))) throw inUse(folder, owner.pid)
    if (await claim(folder, last + 1, me)) return lockOf(fileOf(folder, last + 1))
  }
}

async function claim(folder: string, number: number, me: ProcessLife): Promise<boolean> {
  if (!(await createWhole(fileOf(folder, number), JSON.stringify(me)))) return false
  const numbers = await listNumbers(folder)
  const won = Math.max(...numbers) === number
  const outdated = won ? numbers.filter(other => other < number) : [number]
  await Promise.all(outdated.map(other => rm(fileOf(folder, other), { force: true })))
  return won
}

/** Creates the file with its content in one step, so that nobody reads half of it; false when it already exists. */
async function createWhole(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`
  try {
    await writeFile(draft, content, { flush: true })
    await chmod(draft, 0o644) // Root and the owner of the folder may take turns.
    await link(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

function lockOf(file: string): OwnerLock {
  return {
    // Emptied, not removed: see the promise of takeOwnerLock.
    release: () =>
      truncate(file).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error
      }),
  }
}

/** Null when released. */
async function readOwner(file: string): Promise<ProcessLife | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessLife
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === 'ENOENT') return null
    throw error
  }
}

const fileOf = (folder: string, number: number): string => join(folder, `owner.${number}.lock`)

const highestNumber = async (folder: string): Promise<number> => Math.max(0, ...(await listNumbers(folder)))

async function listNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names.flatMap(name => /^owner\.(\d+)\.lock$/.exec(name)?.[1] ?? []).map(Number)
}

function inUse(folder: string, pid: number): EmbeddedPostgresFailed {
  const who = pid === process.pid ? `this very process (${pid})` : `another running process (${pid})`
  return new EmbeddedPostgresFailed(
    `The data folder is in use by ${who}: ${folder}.`,
    `Stop that process first (kill ${pid}), or ${ANOTHER_FOLDER}.`,
  )
}
