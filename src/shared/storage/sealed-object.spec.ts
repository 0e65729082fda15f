import { createHash, randomBytes, webcrypto } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decrypter, Encrypter, Stanza } from 'age-encryption'

import type { AgeRecipient } from './age-header.js'
import { CHUNK_BYTES, SEALED_CHUNK_BYTES } from './age-payload.js'
import { readPart } from './byte-source.js'
import { FileStorage } from './file-storage.js'
import { type KeptObject, openSealed, putSealed, type SealedObject } from './sealed-object.js'

const MOST = 1_000_000
const WHOLE = randomBytes(3 * CHUNK_BYTES + 5)

/** Chunks of this payload begin so many bytes from its end. */
const LAST_CHUNK = 5 + 16
const beginOf = (chunk: number): number => LAST_CHUNK + (3 - chunk) * SEALED_CHUNK_BYTES

describe('A sealed object', () => {
  let folder: string
  let storage: FileStorage
  let pairs: { privateKey: webcrypto.CryptoKey; recipient: AgeRecipient }[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-sealed-'))
    storage = new FileStorage(folder)
    await storage.prepare('11111111-1111-4111-8111-111111111111')
    pairs = [await aPair(), await aPair()]
  })
  afterAll(() => rm(folder, { recursive: true }))

  const aPair = async () => {
    const { privateKey, publicKey } = (await webcrypto.subtle.generateKey({ name: 'X25519' }, true, [
      'deriveBits',
    ])) as webcrypto.CryptoKeyPair
    return { privateKey, recipient: (await webcrypto.subtle.exportKey('jwk', publicKey)) as AgeRecipient }
  }

  const put = (bytes: Buffer, most = MOST): Promise<KeptObject> =>
    putSealed(
      storage,
      Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]),
      most,
      pairs.map(({ recipient }) => recipient),
    )

  const pathOf = ({ key }: Pick<SealedObject, 'key'>): string => join(folder, 'objects', key.slice(0, 2), key.slice(2, 4), key)

  /** All that is given out, and whether it ended as a whole. */
  async function given(object: SealedObject): Promise<{ bytes: Buffer; end: string }> {
    const parts: Buffer[] = []
    const so = (end: string) => ({ bytes: Buffer.concat(parts), end })
    try {
      const source = await openSealed(storage, object)
      for await (const part of (await source.open(0)) as AsyncIterable<Buffer>) parts.push(part)
      return so('whole')
    } catch (error) {
      return so((error as Error).name)
    }
  }

  it.each([1, 7, 16, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, WHOLE.length])(
    'of %i bytes gives back what it was given, from any place on',
    async length => {
      const bytes = WHOLE.subarray(0, length)
      const kept = await put(bytes)
      const stored = await readFile(pathOf(kept))
      expect(kept).toMatchObject({ size: length, sha256: sha256(bytes), storedSha256: sha256(stored) })
      const source = await openSealed(storage, kept)
      for (const from of [0, 1, length - 1, length, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1].filter(
        each => each >= 0 && each <= length,
      )) {
        expect((await buffer(await source.open(from))).equals(bytes.subarray(from))).toBe(true)
        expect((await readPart(source, from, 20)).equals(bytes.subarray(from, from + 20))).toBe(true)
      }
    },
  )

  it('is an age file, which the format’s own library opens by the key of each recipient and of nobody else', async () => {
    for (const bytes of [WHOLE, WHOLE.subarray(0, CHUNK_BYTES), Buffer.from('x')]) {
      const stored = await readFile(pathOf(await put(bytes)))
      if (bytes.length > 32) expect(stored.includes(bytes.subarray(0, 32))).toBe(false)
      const opened = (key: webcrypto.CryptoKey) => {
        const decrypter = new Decrypter()
        decrypter.addIdentity(key)
        return decrypter.decrypt(stored)
      }
      for (const { privateKey } of pairs) expect(Buffer.from(await opened(privateKey)).equals(bytes)).toBe(true)
      await expect(opened((await aPair()).privateKey)).rejects.toThrow()
    }
  })

  it.each([0, 1, CHUNK_BYTES, WHOLE.length])('is read as the format’s own library writes it, with %i bytes in it', async length => {
    const bytes = WHOLE.subarray(0, length)
    let fileKey = Buffer.alloc(0)
    const encrypter = new Encrypter()
    encrypter.addRecipient({
      wrapFileKey: key => {
        fileKey = Buffer.from(key)
        return [new Stanza(['example.com/none', 'argument'], new Uint8Array(50))]
      },
    })
    const written = Buffer.from(await encrypter.encrypt(bytes))
    const { key } = await storage.put(Readable.from([written]), Infinity)
    expect(await given({ key, size: length, sha256: sha256(bytes), fileKey })).toEqual({ bytes, end: 'whole' })
  })

  it('is never the same twice', async () => {
    const [one, other] = [await put(WHOLE), await put(WHOLE)]
    expect(one.fileKey).not.toEqual(other.fileKey)
    expect(one.storedSha256).not.toEqual(other.storedSha256)
  })

  it.each<[string, (stored: Buffer, other: Buffer) => Buffer]>([
    ['a byte of its header is another', stored => flipped(stored, 60)],
    ['its MAC is another', stored => flipped(stored, stored.indexOf('--- ') + 10)],
    ['a byte of its nonce is another', stored => flipped(stored, stored.length - beginOf(0) - 1)],
    ['a byte of its first chunk is another', stored => flipped(stored, stored.length - beginOf(0))],
    ['a byte of a chunk within is another', stored => flipped(stored, stored.length - beginOf(1) + 100)],
    ['its last byte is another', stored => flipped(stored, stored.length - 1)],
    ['it is empty', () => Buffer.alloc(0)],
    ['it ends in its header', stored => stored.subarray(0, 100)],
    ['it ends behind its header', stored => stored.subarray(0, -beginOf(0))],
    ['it ends within a chunk', stored => stored.subarray(0, -(beginOf(2) + 9))],
    ['it ends with a chunk', stored => stored.subarray(0, -beginOf(2))],
    ['its last chunk is missing', stored => stored.subarray(0, -LAST_CHUNK)],
    ['it ends a byte early', stored => stored.subarray(0, -1)],
    ['something was added', stored => Buffer.concat([stored, Buffer.from('x')])],
    ['a chunk was added', stored => Buffer.concat([stored, stored.subarray(-LAST_CHUNK)])],
    ['two chunks changed places', stored => swapped(stored, 0, 1)],
    ['a chunk is there twice', stored => Buffer.concat([chunk(stored, -1, 2), chunk(stored, 1, 4)])],
    ['a chunk is missing', stored => Buffer.concat([chunk(stored, -1, 1), chunk(stored, 2, 4)])],
    [
      'a chunk is that of another object',
      (stored, other) => Buffer.concat([chunk(stored, -1, 1), chunk(other, 1, 2), chunk(stored, 2, 4)]),
    ],
    [
      'its payload is that of another object',
      (stored, other) => Buffer.concat([stored.subarray(0, -beginOf(0) - 16), other.subarray(-beginOf(0) - 16)]),
    ],
    ['it is another object', (_, other) => other],
    ['it is readable', () => WHOLE],
  ])('is given out as a whole to nobody when %s', async (_, spoil) => {
    const [kept, other] = [await put(WHOLE), await put(randomBytes(WHOLE.length))]
    const [stored, otherStored] = [await readFile(pathOf(kept)), await readFile(pathOf(other))]
    await writeFile(pathOf(kept), spoil(stored, otherStored))
    const { bytes, end } = await given(kept)
    expect(end).toBe('FileNotAsKept')
    expect(bytes.length).toBeLessThan(WHOLE.length)
    expect(bytes.equals(WHOLE.subarray(0, bytes.length))).toBe(true)
    await writeFile(pathOf(kept), stored)
    expect((await given(kept)).end).toBe('whole')
  })

  it('of one chunk gives out nothing when it was changed, nor when its hash is another', async () => {
    const kept = await put(WHOLE.subarray(0, 1000))
    const nothing = { bytes: Buffer.alloc(0), end: 'FileNotAsKept' }
    expect(await given({ ...kept, sha256: sha256(WHOLE) })).toEqual(nothing)
    await writeFile(pathOf(kept), flipped(await readFile(pathOf(kept)), -1))
    expect(await given(kept)).toEqual(nothing)
  })

  it('does not open by another key, nor as larger or smaller than it is', async () => {
    const kept = await put(WHOLE)
    for (const wrong of [{ fileKey: randomBytes(16) }, { size: WHOLE.length + 1 }, { size: WHOLE.length - 1 }, { size: CHUNK_BYTES }])
      expect((await given({ ...kept, ...wrong })).end).toBe('FileNotAsKept')
  })

  it('keeps nothing of what is beyond the limit, asks for no more of it, and keeps nothing of what breaks off', async () => {
    const before = await readdir(folder, { recursive: true })
    let parts = 0
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc((parts += 1) && 1000)
      })(),
    )
    await expect(putSealed(storage, endless, 99_999, [])).rejects.toMatchObject({ code: 'file-too-large' })
    expect([endless.destroyed, parts < 140]).toEqual([true, true])
    const breaking = Readable.from(
      (function* () {
        yield Buffer.alloc(100_000)
        throw new Error('the line went dead')
      })(),
    )
    await expect(putSealed(storage, breaking, MOST, [])).rejects.toThrow('the line went dead')
    await expect(put(WHOLE, WHOLE.length - 1)).rejects.toMatchObject({ code: 'file-too-large' })
    expect((await put(WHOLE, WHOLE.length)).size).toBe(WHOLE.length)
    expect((await readdir(join(folder, 'incoming'))).length).toBe(0)
    expect((await readdir(folder, { recursive: true })).length).toBeLessThanOrEqual(before.length + 3)
  })

  it('that is not there is not at hand', async () => {
    const kept = await put(WHOLE)
    await storage.remove(kept.key)
    expect((await given(kept)).end).toBe('FileNotAtHand')
  })
})

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes)
  const place = at < 0 ? bytes.length + at : at
  changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
  return changed
}

/** From the beginning of one chunk to that of another; -1 is the beginning of the file, 4 its end. */
function chunk(stored: Buffer, from: number, to: number): Buffer {
  const placeOf = (number: number): number => (number < 0 ? 0 : number > 3 ? stored.length : stored.length - beginOf(number))
  return stored.subarray(placeOf(from), placeOf(to))
}

const swapped = (stored: Buffer, one: number, other: number): Buffer =>
  Buffer.concat([
    chunk(stored, -1, one),
    chunk(stored, other, other + 1),
    chunk(stored, one + 1, other),
    chunk(stored, one, one + 1),
    chunk(stored, other + 1, 4),
  ])
