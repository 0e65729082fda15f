import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { endLeftovers } from '../../src/shared/database/embedded/leftovers.js'
import { takeOwnerLock } from '../../src/shared/database/embedded/owner-lock.js'

/**
 * Ends and removes what runs that were killed left in these folders, in memory above all: clusters whose owner is gone. One that an owner is only
 * just making, or is putting away, stays, and so does what belongs to another account.
 */
export async function removeAbandoned(parents: readonly string[], prefix: string): Promise<void> {
  for (const parent of new Set(parents)) {
    const names = await readdir(parent).catch(() => [])
    for (const name of names) if (name.startsWith(prefix)) await removeIfAbandoned(join(parent, name))
  }
}

async function removeIfAbandoned(folder: string): Promise<void> {
  if (!(await isOwned(folder))) return
  // Whoever holds it from here on is the only one; a living owner, or another that removes it, refuses.
  const lock = await takeOwnerLock(folder).catch(() => null)
  if (lock === null) return
  await endLeftovers(join(folder, 'postgres'), () => undefined)
  // What cannot be removed now waits for the next run: it must not keep this one from beginning.
  await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
}

/** Whether an owner has taken it and not given it back. */
async function isOwned(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  const locks = await Promise.all(
    names.filter(name => /^owner\.\d+\.lock$/.test(name)).map(name => readFile(join(folder, name), 'utf8').catch(() => '')),
  )
  return locks.some(text => text !== '')
}
