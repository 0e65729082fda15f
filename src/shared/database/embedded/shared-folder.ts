import { chmod, lstat, mkdir } from 'node:fs/promises'
import { ANOTHER_FOLDER, codeOf, EmbeddedPostgresFailed } from './embedded-postgres-failed.js'
import { canEnter, type Account } from './postgres-account.js'

const CANDIDATES = ['/var/lib/ai-marketplace', '/var/tmp/ai-marketplace']

/** A lasting folder of root that the account can enter, for what must not lie in root's private folders. */
export async function findSharedFolder(account: Account): Promise<string> {
  for (const folder of CANDIDATES) {
    if ((await makeTrusted(folder)) && (await canEnter(folder, account))) return folder
  }
  throw new EmbeddedPostgresFailed(
    `Postgres does not run as root, and the account it runs under instead can enter neither the data folder nor ${CANDIDATES.join(' nor ')}.`,
    `Start as an ordinary user, or ${ANOTHER_FOLDER} that other accounts can enter.`,
  )
}

/** In /var/tmp anyone could have made the folder before us and put programs of their own into it. */
async function makeTrusted(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    await chmod(folder, 0o755) // Whatever the umask is.
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return false
  }
  const entry = await lstat(folder)
  return entry.isDirectory() && entry.uid === 0 && (entry.mode & 0o022) === 0
}
