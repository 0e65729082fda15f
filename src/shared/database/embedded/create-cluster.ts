import { spawn } from 'node:child_process'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PROGRAM_ENVIRONMENT, type Cluster } from './cluster.js'
import { ANOTHER_FOLDER, codeOf, EmbeddedPostgresFailed } from './embedded-postgres-failed.js'
import { explainServerFailure } from './explain-failure.js'
import { endInitialisation } from './leftovers.js'

const POSTGRES_MAJOR = '18'

/** Whether there is a data folder; refuses one that is not of our Postgres. */
export async function hasCluster(data: string): Promise<boolean> {
  const version = await readVersion(data)
  if (version === POSTGRES_MAJOR) return true
  if (version !== null) throw wrongVersion(data, version)
  if (await isAbsentOrEmpty(data)) return false
  throw new EmbeddedPostgresFailed(
    `The data is damaged: ${data} is not a Postgres data folder (no file PG_VERSION in it).`,
    `Put the folder back from a backup, or move it away to begin with an empty database, or ${ANOTHER_FOLDER}. Nothing has been deleted.`,
  )
}

/** Initialises beside the final place and renames, so that a half-made data folder is never taken for a whole one. */
export async function createCluster(cluster: Cluster, superuserPassword: string): Promise<void> {
  const draft = `${cluster.data}.new`
  await endInitialisation(draft)
  await rm(draft, { recursive: true, force: true })
  const passwordFile = join(dirname(cluster.data), 'initdb-password')
  try {
    await makeOwned(cluster, draft)
    await writePassword(cluster, passwordFile, superuserPassword)
    await initialise(cluster, draft, passwordFile)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(draft, cluster.data)
}

async function makeOwned({ account }: Cluster, folder: string): Promise<void> {
  await mkdir(folder)
  await chmod(folder, 0o700)
  if (account) await chown(folder, account.uid, account.gid)
}

async function writePassword({ account }: Cluster, file: string, password: string): Promise<void> {
  await rm(file, { force: true }) // Left by a start that was killed.
  await writeFile(file, `${password}\n`, { mode: 0o600, flag: 'wx' })
  if (account) await chown(file, account.uid, account.gid)
}

async function initialise(cluster: Cluster, folder: string, passwordFile: string): Promise<void> {
  const lines: string[] = []
  const options = { cwd: folder, env: PROGRAM_ENVIRONMENT, detached: true, windowsHide: true, ...cluster.account }
  const child = spawn(cluster.binaries.initdb, initdbArguments(cluster, folder, passwordFile), options)
  const keep = (chunk: Buffer): unknown => lines.push(...chunk.toString().split('\n').filter(Boolean))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const problem = await new Promise<string | null>(resolve => {
    child.once('error', error => {
      resolve(`could not be run: ${error.message}`)
    })
    child.once('close', (code, signal) => {
      resolve(code === 0 ? null : `initialisation ended with ${String(signal ?? code)}`)
    })
  })
  if (problem !== null) throw explainServerFailure(cluster.data, problem, lines)
}

/** The built-in locale sorts and folds letters alike on every machine; a locale of the system changes with its C library. */
function initdbArguments({ durable }: Cluster, folder: string, passwordFile: string): string[] {
  return [
    ...['-D', folder, '--username=postgres', `--pwfile=${passwordFile}`],
    ...['--auth-host=scram-sha-256', '--auth-local=scram-sha-256'],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
    ...(durable ? [] : ['--no-sync']),
  ]
}

async function readVersion(data: string): Promise<string | null> {
  try {
    return (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

async function isAbsentOrEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true
    throw error
  }
}

function wrongVersion(data: string, version: string): EmbeddedPostgresFailed {
  return new EmbeddedPostgresFailed(
    `The data was written by Postgres ${version || 'of an unknown version'}, this program brings Postgres ${POSTGRES_MAJOR}: ${data}.`,
    `Use the program version that wrote it, move its content over with pg_dump, or ${ANOTHER_FOLDER}.`,
  )
}
