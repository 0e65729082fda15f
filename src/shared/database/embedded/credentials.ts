import { createHmac, createHash, pbkdf2 as pbkdf2Callback, randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ANOTHER_FOLDER, codeOf, EmbeddedPostgresFailed } from './embedded-postgres-failed.js'

/** Passwords of the three roles, 256 random bits each. */
export interface Credentials {
  superuser: string
  owner: string
  app: string
}

const pbkdf2 = promisify(pbkdf2Callback)
const SCRAM_ROUNDS = 4096

/** Reads `credentials.json`; makes it only while there is no data yet that other passwords would belong to. */
export async function readOrMakeCredentials(dataDir: string, hasData: boolean): Promise<Credentials> {
  const file = join(dataDir, 'credentials.json')
  const kept = await readKept(file)
  if (kept !== null) return kept
  if (hasData) throw unusableCredentials(file)
  const made = { superuser: newPassword(), owner: newPassword(), app: newPassword() }
  await writeFile(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
  return made
}

export function unusableCredentials(file: string): EmbeddedPostgresFailed {
  return new EmbeddedPostgresFailed(
    `There is data, but the passwords that belong to it are missing or changed: ${file}.`,
    `Put the file back from a backup, or ${ANOTHER_FOLDER}.`,
  )
}

/** What Postgres keeps instead of the password (RFC 5803), so that no statement ever carries the password itself. */
export async function scramVerifier(password: string): Promise<string> {
  const salt = randomBytes(16)
  const salted = await pbkdf2(password, salt, SCRAM_ROUNDS, 32, 'sha256')
  const keyOf = (name: string): Buffer => createHmac('sha256', salted).update(name).digest()
  const storedKey = createHash('sha256').update(keyOf('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${SCRAM_ROUNDS}:${salt.toString('base64')}$${storedKey}:${keyOf('Server Key').toString('base64')}`
}

const newPassword = (): string => randomBytes(32).toString('base64url')

async function readKept(file: string): Promise<Credentials | null> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Partial<Credentials>
    const { superuser, owner, app } = kept
    if (!superuser || !owner || !app) throw unusableCredentials(file)
    return { superuser, owner, app }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    if (error instanceof SyntaxError) throw unusableCredentials(file)
    throw error
  }
}
