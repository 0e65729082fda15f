import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

/** Bytes that can be read from any place on. */
export interface ByteSource {
  size: number
  open(from: number): Promise<Readable>
}

export const bytesInMemory = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  open: from => Promise.resolve(Readable.from([bytes.subarray(from)])),
})

/** So many bytes from a place on, and no more of the source. */
export async function* part(source: Pick<ByteSource, 'open'>, from: number, length: number): AsyncGenerator<Buffer> {
  const bytes = await source.open(from)
  let left = length
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      yield chunk.subarray(0, left)
      left -= chunk.length
      if (left <= 0) return
    }
  } finally {
    bytes.destroy()
  }
}

export const readPart = (source: Pick<ByteSource, 'open'>, from: number, length: number): Promise<Buffer> =>
  length === 0 ? Promise.resolve(Buffer.alloc(0)) : buffer(Readable.from(part(source, from, length)))
