import { createHash, type Hash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'

import { ZipFile } from 'yazl'

import { sha256 } from '../../shared/canonical.js'
import type { ExportEntry } from './export-kinds.js'

/** The list of hashes, as `sha256sum --check` reads it. */
export const MANIFEST = 'SHA256SUMS'

export interface WrittenZip {
  bytes: Readable
  /** The hash of the list, once it is written. */
  manifestSha256: Promise<Buffer>
}

/**
 * A ZIP that is written as it is read: one entry after the other, no entry in memory as a whole, and last a list of their hashes. All entries
 * carry the one moment.
 */
export function zipOf(entries: AsyncIterable<ExportEntry>, at: Date, afterEach: () => Promise<void>): WrittenZip {
  const zip = new ZipFile()
  const bytes = new PassThrough()
  const fail = (error: unknown): void => {
    bytes.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  zip.on('error', fail)
  zip.outputStream.pipe(bytes)
  const manifestSha256 = feed(zip, bytes, entries, at, afterEach)
  manifestSha256.catch(fail)
  return { bytes, manifestSha256 }
}

async function feed(
  zip: ZipFile,
  bytes: Readable,
  entries: AsyncIterable<ExportEntry>,
  mtime: Date,
  afterEach: () => Promise<void>,
): Promise<Buffer> {
  const unread = new AbortController()
  bytes.once('close', () => {
    unread.abort()
  })
  const sums: string[] = []
  for await (const { path, open } of entries) {
    const hash = createHash('sha256')
    const passing = Readable.from(measured(await open(), hash), { objectMode: false })
    zip.addReadStream(passing, path, { mtime })
    await whole(passing, unread.signal)
    sums.push(`${hash.digest('hex')}  ${path}\n`)
    await afterEach()
  }
  const manifest = Buffer.from(sums.join(''))
  zip.addBuffer(manifest, MANIFEST, { mtime })
  zip.end()
  return sha256(manifest)
}

async function* measured(source: Readable, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of source as AsyncIterable<Buffer | string>) {
    const part = Buffer.from(chunk)
    hash.update(part)
    yield part
  }
}

/** Waits until it was read to its end, or until nobody reads any more. */
async function whole(passing: Readable, unread: AbortSignal): Promise<void> {
  try {
    await finished(passing, { signal: unread })
  } catch (error) {
    passing.destroy()
    throw error
  }
}
