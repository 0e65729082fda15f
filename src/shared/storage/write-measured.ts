import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { FileTooLarge } from './storage.js'

export interface Measured {
  size: number
  sha256: Buffer
}

/** Writes a new file and flushes it, counting and hashing as the bytes pass. Throws FileTooLarge at the first byte beyond `most`. */
export async function writeMeasured(source: Readable, path: string, most = Infinity): Promise<Measured> {
  const hash = createHash('sha256')
  let size = 0
  // Opened first: a stream that opens by itself could still make the file after it was given up.
  const file = await open(path, 'wx', 0o600)
  await pipeline(
    source,
    async function* measure(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        size += chunk.length
        if (size > most) throw new FileTooLarge(most)
        hash.update(chunk)
        yield chunk
      }
    },
    file.createWriteStream({ flush: true }),
  )
  return { size, sha256: hash.digest() }
}
