import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ANOTHER_POSTGRES, EmbeddedPostgresFailed } from './embedded-postgres-failed.js'

/** The account Postgres runs under. */
export interface Account {
  uid: number
  gid: number
}

export const runsAsRoot = (): boolean => process.getuid?.() === 0

/** Postgres refuses to run as root, so root lends it the account made for it, or the one that owns nothing. */
export async function findUnprivilegedAccount(): Promise<Account> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map(line => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(fields => fields[0] === name) ?? []
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new EmbeddedPostgresFailed(
    'Postgres does not run as root, and this machine has neither an account "postgres" nor "nobody" to run it under.',
    `Start as an ordinary user, or ${ANOTHER_POSTGRES}.`,
  )
}

/** Whether the account may pass through every folder down to and including this one. It has no other groups: spawn drops them. */
export async function canEnter(folder: string, account: Account): Promise<boolean> {
  for (let path = await realpath(folder); ; path = dirname(path)) {
    if (!(await maySearch(path, account))) return false
    if (path === dirname(path)) return true
  }
}

async function maySearch(path: string, { uid, gid }: Account): Promise<boolean> {
  const entry = await stat(path)
  if (entry.uid === uid) return (entry.mode & 0o100) !== 0
  if (entry.gid === gid) return (entry.mode & 0o010) !== 0
  return (entry.mode & 0o001) !== 0
}
