import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { BackupUnusable, EVIDENCE_LIST, evidencePath, type FileFacts, type Manifest, readManifest, tablePath } from './manifest.js'
import { TABLES } from './tables.js'

/** A backup whose every byte is what its manifest says. */
export interface CheckedBackup {
  folder: string
  manifest: Manifest
  /** The hash of the manifest, and so of all. */
  hash: string
  /** Evidence files by their keys, with their SHA-256 in hexadecimal. */
  evidence: ReadonlyMap<string, string>
}

/** Reads everything, or throws BackupUnusable at the first thing that is missing, cut or changed. `kept` is the hash the manifest must have. */
export async function checkBackup(folder: string, kept?: string): Promise<CheckedBackup> {
  const { manifest, hash } = await readManifest(folder, kept)
  const missing = TABLES.filter(table => manifest.tables[table] === undefined)
  const unknown = Object.keys(manifest.tables).filter(table => !TABLES.includes(table))
  if (missing.length + unknown.length > 0)
    throw new BackupUnusable(
      `The backup is of another release: ${[...missing, ...unknown].join(', ')} is not in both. Restore it with the release that made it.`,
    )
  for (const [table, facts] of Object.entries(manifest.tables)) await refuseUnlessAsSaid(tablePath(folder, table), facts)
  await refuseUnlessAsSaid(join(folder, EVIDENCE_LIST), manifest.evidence)
  const evidence = await readEvidenceList(folder)
  if (evidence.size !== manifest.evidence.files) throw new BackupUnusable(`${EVIDENCE_LIST} does not hold as many files as ${folder} says.`)
  for (const [key, sha256] of evidence) await refuseUnlessAsSaid(join(folder, evidencePath(key)), { sha256 })
  return { folder, manifest, hash, evidence }
}

async function refuseUnlessAsSaid(path: string, { bytes, sha256 }: Partial<FileFacts>): Promise<void> {
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      size += chunk.length
    }
  } catch (error) {
    throw new BackupUnusable(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no reason given'}).`)
  }
  if (bytes !== undefined && size < bytes) throw new BackupUnusable(`${path} was cut: it has ${size} of ${bytes} bytes.`)
  if (hash.digest('hex') !== sha256) throw new BackupUnusable(`${path} was changed: its SHA-256 is not the one that was written down.`)
}

const LINE = /^([\da-f]{64}) {2}evidence\/[\da-f]{2}\/[\da-f]{2}\/([\da-f]{40})$/

async function readEvidenceList(folder: string): Promise<Map<string, string>> {
  const lines = (await readFile(join(folder, EVIDENCE_LIST), 'utf8')).split('\n').slice(0, -1)
  return new Map(
    lines.map(line => {
      const [, sha256, key] = LINE.exec(line) ?? []
      if (sha256 === undefined || key === undefined)
        throw new BackupUnusable(`${join(folder, EVIDENCE_LIST)} has a line that names no file.`)
      return [key, sha256]
    }),
  )
}
