import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ANOTHER_FOLDER, codeOf, EmbeddedPostgresFailed } from './embedded-postgres-failed.js'
import { canEnter, findUnprivilegedAccount, runsAsRoot, type Account } from './postgres-account.js'
import { findSharedFolder } from './shared-folder.js'

/** Where the data lies and who runs Postgres on it. */
export interface ClusterHome {
  /** Real path of the folder that holds `postgres`, the data folder of the server. */
  folder: string
  /** Undefined when Postgres runs under the account of this process. */
  account: Account | undefined
}

/** Kept in the data folder when the data itself had to go elsewhere. */
const POINTER = 'postgres-location'

/** Finds or chooses the home; the same data folder always leads to the same one. */
export async function findClusterHome(dataDir: string, log: (line: string) => void): Promise<ClusterHome> {
  const pointed = await readPointer(dataDir)
  const folder = await existingFolder(dataDir, pointed)
  const owner = await ownerOf(join(folder, 'postgres'))
  if (!runsAsRoot()) {
    refuseUnlessOwn(folder, pointed === null ? owner?.uid : 0)
    return { folder, account: undefined }
  }
  const account = owner ?? (await findUnprivilegedAccount())
  if (account.uid === 0) throw belongsToRoot(folder)
  if (await canEnter(folder, account)) return { folder, account }
  if (owner !== null) throw outOfReach(folder, account)
  return { folder: await moveOut(dataDir, account, log), account }
}

async function moveOut(dataDir: string, account: Account, log: (line: string) => void): Promise<string> {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  const folder = join(await findSharedFolder(account), name)
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  await writeFile(join(dataDir, POINTER), `${folder}\n`, { flush: true })
  log(`Postgres does not run as root, and its account cannot enter ${dataDir}: the data is in ${folder}.`)
  return realpath(folder)
}

async function readPointer(dataDir: string): Promise<string | null> {
  try {
    return resolve(dataDir, (await readFile(join(dataDir, POINTER), 'utf8')).trim())
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

async function existingFolder(dataDir: string, pointed: string | null): Promise<string> {
  try {
    return await realpath(pointed ?? dataDir)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    throw new EmbeddedPostgresFailed(
      `The data of ${dataDir} was kept in ${String(pointed)}, which no longer exists.`,
      `Put that folder back, or remove ${join(dataDir, POINTER)} and credentials.json beside it to begin with an empty database.`,
    )
  }
}

async function ownerOf(folder: string): Promise<Account | null> {
  try {
    const { uid, gid } = await stat(folder)
    return { uid, gid }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function refuseUnlessOwn(folder: string, owner: number | undefined): void {
  const self = process.getuid?.()
  if (owner === undefined || self === undefined || owner === self) return
  throw new EmbeddedPostgresFailed(
    `The data belongs to another account (user id ${owner}, this process runs as ${self}): ${folder}. It was first started by root or by another user.`,
    `Start it as that account or as root, give the whole data folder to this account (chown -R), or ${ANOTHER_FOLDER}.`,
  )
}

const belongsToRoot = (folder: string): EmbeddedPostgresFailed =>
  new EmbeddedPostgresFailed(
    `The data belongs to root, and Postgres does not run as root: ${folder}.`,
    `Give ${join(folder, 'postgres')} to an ordinary account (chown -R), or ${ANOTHER_FOLDER}.`,
  )

const outOfReach = (folder: string, { uid }: Account): EmbeddedPostgresFailed =>
  new EmbeddedPostgresFailed(
    `The data belongs to user id ${uid}, who can no longer enter the folder: ${folder}.`,
    `Let that account pass through every folder above it (chmod o+x), or ${ANOTHER_FOLDER}.`,
  )
