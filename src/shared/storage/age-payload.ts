import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/** What an age file (https://age-encryption.org/v1) has behind its header: a nonce, then chunks that are sealed one by one. */
export const CHUNK_BYTES = 65_536
export const PAYLOAD_NONCE_BYTES = 16
const TAG_BYTES = 16
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES

const ALGORITHM = 'chacha20-poly1305'

export const payloadKey = (fileKey: Buffer, nonce: Buffer): Buffer => Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32))

/** Seals bytes as they come. Only the last chunk is sealed as the last, so that a file that was cut does not open as a whole one. */
export async function* sealPayload(bytes: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  let number = 0
  for await (const { block, isLast } of blocksOf(bytes, CHUNK_BYTES)) yield sealChunk(key, nonceOf(number++, isLast), block)
}

/** Opens sealed chunks of a payload of so many bytes, from one of them on. Throws PayloadBroken at the first that is not in its place, and where any is missing or too many. */
export async function* openPayload(sealed: AsyncIterable<Buffer>, key: Buffer, size: number, first = 0): AsyncGenerator<Buffer> {
  const last = lastChunkOf(size)
  let number = first
  for await (const { block, isLast } of blocksOf(sealed, SEALED_CHUNK_BYTES)) {
    if (isLast !== (number === last)) throw new PayloadBroken()
    const chunk = openChunk(key, nonceOf(number, isLast), block)
    if (isLast && number * CHUNK_BYTES + chunk.length !== size) throw new PayloadBroken()
    yield chunk
    number += 1
  }
}

/** The number of the chunk that a byte lies in; the byte behind the end counts as in the last. */
export const chunkOf = (from: number, size: number): number => Math.min(Math.floor(from / CHUNK_BYTES), lastChunkOf(size))

export class PayloadBroken extends Error {}

const lastChunkOf = (size: number): number => Math.max(0, Math.ceil(size / CHUNK_BYTES) - 1)

/** Eleven bytes that count, and one that says whether it is the last. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce.writeUInt8(isLast ? 1 : 0, 11)
  return nonce
}

function sealChunk(key: Buffer, nonce: Buffer, block: Buffer): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  return Buffer.concat([cipher.update(block), cipher.final(), cipher.getAuthTag()])
}

function openChunk(key: Buffer, nonce: Buffer, block: Buffer): Buffer {
  if (block.length < TAG_BYTES) throw new PayloadBroken()
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAuthTag(block.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(block.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    throw new PayloadBroken()
  }
}

/** The bytes in blocks of one size, the last shorter or as long, and empty only where there are no bytes. A block is good until the next is asked for. */
async function* blocksOf(bytes: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ block: Buffer; isLast: boolean }> {
  const block = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length;) {
      if (filled === size) {
        yield { block, isLast: false }
        filled = 0
      }
      const copied = chunk.copy(block, filled, at)
      filled += copied
      at += copied
    }
  }
  yield { block: block.subarray(0, filled), isLast: true }
}
