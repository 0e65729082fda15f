import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Ajv } from 'ajv'

import { InputFileUnusable, readJsonFile } from '../../shared/input-file.js'

/** A backup cannot be restored as it is; says what is wrong with it. */
export class BackupUnusable extends InputFileUnusable {}

export const FORMAT = 1
export const MANIFEST = 'manifest.json'
/** SHA-256 and path of each evidence file, as sha256sum writes and checks it. */
export const EVIDENCE_LIST = 'evidence.sha256'

export interface FileFacts {
  bytes: number
  sha256: string
}

export interface TableFacts extends FileFacts {
  columns: string[]
  rows: number
}

/** What a backup holds. It is written last, so that a backup without it was never finished. */
export interface Manifest {
  format: typeof FORMAT
  /** The moment by the database's clock that everything in it is of. */
  takenAt: string
  migrations: string[]
  tables: Record<string, TableFacts>
  evidence: FileFacts & { files: number }
  /** Keys of evidence files that were lost or changed before the backup was made, and so are not in it. */
  damaged: string[]
}

export const tablePath = (folder: string, table: string): string => join(folder, 'tables', `${table}.copy`)

/** Below the folder of the backup; two levels of folders, as in the storage. */
export const evidencePath = (key: string): string => `evidence/${key.slice(0, 2)}/${key.slice(2, 4)}/${key}`

const COUNT = { type: 'integer', minimum: 0 }
const FACTS = { bytes: COUNT, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } }
const exactly = (properties: object) => ({ type: 'object', properties, required: Object.keys(properties), additionalProperties: false })

const isManifest = new Ajv().compile<Manifest>(
  exactly({
    format: { const: FORMAT },
    takenAt: { type: 'string' },
    migrations: { type: 'array', items: { type: 'string' } },
    tables: {
      type: 'object',
      propertyNames: { pattern: '^[a-z_]+$' },
      additionalProperties: exactly({ ...FACTS, columns: { type: 'array', items: { type: 'string' } }, rows: COUNT }),
    },
    evidence: exactly({ ...FACTS, files: COUNT }),
    damaged: { type: 'array', items: { type: 'string', pattern: '^[0-9a-f]{40}$' } },
  }),
)

/** The manifest of a backup and its hash, which must be the one that was kept, where one was. */
export async function readManifest(folder: string, kept?: string): Promise<{ manifest: Manifest; hash: string }> {
  const path = join(folder, MANIFEST)
  const bytes = await readFile(path).catch(() => {
    throw new BackupUnusable(`${folder} is no backup, or one that was not finished: it has no ${MANIFEST}.`)
  })
  const hash = hashOf(bytes)
  if (kept !== undefined && kept !== hash) throw new BackupUnusable(`${path} is not the one that was kept: its hash is ${hash}.`)
  const manifest = await readJsonFile(path)
  if (!isManifest(manifest)) throw new BackupUnusable(`${path} is not the manifest of a backup that this version can read.`)
  return { manifest, hash }
}

export const hashOf = (bytes: Buffer): string => `sha256-${createHash('sha256').update(bytes).digest('hex')}`
