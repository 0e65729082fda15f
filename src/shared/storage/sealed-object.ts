import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'

import { type AgeRecipient, ageHeader, lengthOfHeader, MOST_HEADER_BYTES } from './age-header.js'
import {
  CHUNK_BYTES,
  chunkOf,
  openPayload,
  PAYLOAD_NONCE_BYTES,
  PayloadBroken,
  payloadKey,
  SEALED_CHUNK_BYTES,
  sealPayload,
} from './age-payload.js'
import { type ByteSource, readPart } from './byte-source.js'
import { FileNotAsKept, FileTooLarge, type Storage } from './storage.js'

const FILE_KEY_BYTES = 16

/** An object that is sealed under a key of its own. `size` and `sha256` are those of what was sealed. */
export interface SealedObject {
  key: string
  size: number
  sha256: Buffer
  fileKey: Buffer
}

/** With the hash of the bytes as they lie in the storage, for whoever has no key and has to tell whether they are whole. */
export interface KeptObject extends SealedObject {
  storedSha256: Buffer
}

export const newFileKey = (): Buffer => randomBytes(FILE_KEY_BYTES)

/**
 * Seals the bytes as they come, as an age file for these recipients, and keeps all of it, durably, or nothing. Throws FileTooLarge at the first
 * byte beyond `most`. The file's key is in the answer, so that it opens without asking a recipient; nobody has written it down.
 */
export async function putSealed(
  storage: Storage,
  source: Readable,
  most: number,
  recipients: readonly AgeRecipient[],
): Promise<KeptObject> {
  const [fileKey, nonce, hash] = [newFileKey(), randomBytes(PAYLOAD_NONCE_BYTES), createHash('sha256')]
  let size = 0
  async function* measured(): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > most) throw new FileTooLarge(most)
      hash.update(chunk)
      yield chunk
    }
  }
  async function* sealed(): AsyncGenerator<Buffer> {
    yield Buffer.concat([ageHeader(fileKey, recipients), nonce])
    yield* sealPayload(measured(), payloadKey(fileKey, nonce))
  }
  try {
    const { key, sha256: storedSha256 } = await storage.put(Readable.from(sealed()), Infinity)
    return { key, size, sha256: hash.digest(), fileKey, storedSha256 }
  } catch (error) {
    source.destroy()
    throw error
  }
}

/**
 * What was sealed, to be read from any place on without the whole of it in memory. Throws FileNotAtHand, and FileNotAsKept for what is not the
 * file of this key: here, at the beginning of a reading, or within it. What is read from the beginning ends only if it is the whole and its
 * hash is that of the object; the last chunk is withheld until then.
 */
export async function openSealed(storage: Storage, { key, size, sha256, fileKey }: SealedObject): Promise<ByteSource> {
  const beginning = await readPart({ open: from => storage.open(key, from) }, 0, MOST_HEADER_BYTES)
  const payloadAt = (lengthOfHeader(beginning, fileKey) ?? Infinity) + PAYLOAD_NONCE_BYTES
  if (payloadAt > beginning.length) throw new FileNotAsKept()
  const opening = payloadKey(fileKey, beginning.subarray(payloadAt - PAYLOAD_NONCE_BYTES, payloadAt))
  const chunks = (first: number) => openPayload(storedFrom(storage, key, payloadAt + first * SEALED_CHUNK_BYTES), opening, size, first)
  return {
    size,
    open: from => (from === 0 ? streamOf(verified(chunks(0), sha256)) : streamOf(withoutFirst(from, size, chunks))),
  }
}

async function* storedFrom(storage: Storage, key: string, from: number): AsyncGenerator<Buffer> {
  const bytes = await storage.open(key, from)
  try {
    yield* bytes as AsyncIterable<Buffer>
  } finally {
    bytes.destroy()
  }
}

async function* verified(chunks: AsyncIterable<Buffer>, sha256: Buffer): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let held: Buffer | null = null
  for await (const chunk of chunks) {
    hash.update(chunk)
    if (held !== null) yield held
    held = chunk
  }
  if (!hash.digest().equals(sha256)) throw new FileNotAsKept()
  if (held !== null) yield held
}

async function* withoutFirst(from: number, size: number, chunks: (first: number) => AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const first = chunkOf(from, size)
  let skip = from - first * CHUNK_BYTES
  for await (const chunk of chunks(first)) {
    yield chunk.subarray(skip)
    skip = 0
  }
}

/** The first chunk is read before there is an answer, so that most of what is wrong is known before anything is given out. */
async function streamOf(chunks: AsyncGenerator<Buffer>): Promise<Readable> {
  const explained = asDomainErrors(chunks)
  const first = await explained.next()
  const bytes = Readable.from(startingWith(first, explained), { objectMode: false })
  // A reading that was given up before it began has opened the object all the same.
  bytes.once('close', () => {
    void explained.return(undefined)
  })
  return bytes
}

async function* startingWith(first: IteratorResult<Buffer, unknown>, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.done === true) return
  yield first.value
  yield* rest
}

async function* asDomainErrors(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    throw error instanceof PayloadBroken ? new FileNotAsKept() : error
  }
}
