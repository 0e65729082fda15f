import { type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { type Config, ConfigurationInvalid } from './config.js'
import { parseMasterKey } from './master-key.js'

/** The given master key, or outside production the one that is made once and kept in DATA_DIR, readable by this account only. */
export async function withMasterKey<C extends Config>(config: C): Promise<C & { masterKey: KeyObject }> {
  return { ...config, masterKey: config.masterKey ?? (await readOrMake(config.dataDir)) }
}

async function readOrMake(dataDir: string): Promise<KeyObject> {
  const file = join(dataDir, 'master-key')
  const kept = (await readKept(file)) ?? (await makeOnce(dataDir, file))
  try {
    return parseMasterKey(kept.trim())
  } catch {
    throw new ConfigurationInvalid([`${file} does not hold a master key any more. Put the file back from a backup, or set MASTER_KEY`])
  }
}

/** Writes beside and links: of two processes that start at once, both keep what the first one made. */
async function makeOnce(dataDir: string, file: string): Promise<string> {
  const made = `${file}.${randomUUID()}`
  await mkdir(dataDir, { recursive: true })
  await writeFile(made, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
  try {
    await link(made, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await unlink(made)
  }
  return readFile(file, 'utf8')
}

async function readKept(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code
