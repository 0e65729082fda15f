import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

import { fileTypeFromStream } from 'file-type'

import { Refused } from '../../shared/domain/errors.js'
import type { ByteSource } from '../../shared/storage/byte-source.js'
import { extensionOf } from './domain/file-name.js'
import { EXTENSIONS, FILE_TYPES, type FileType, findFileType } from './domain/file-types.js'
import { Encrypted, FileTypeMismatch, NotWhole } from './file-refusals.js'
import { lookInto } from './look-into.js'

export interface Sniffed {
  mediaType: string
  readable: boolean
}

/** The type that the name claims, or a refusal with those that are taken. */
export function claimedType(name: string): FileType {
  const type = findFileType(extensionOf(name))
  if (type !== null) return type
  const detail = `Files of this type are not taken. Send one of these: ${EXTENSIONS.join(', ')}.`
  throw new Refused('file-type-not-allowed', detail, [], { allowed: EXTENSIONS })
}

/**
 * Looks into the bytes of a file: what they are, and whether they are whole. Refuses what is empty or not what its name claims, and what carries
 * harm that can be seen without a scanner.
 */
export async function sniff(source: ByteSource, name: string): Promise<Sniffed> {
  const found = await recogniseAs(source, name)
  const { inside } = claimedType(name)
  if (inside === undefined) return found
  try {
    await lookInto[inside](source)
    return found
  } catch (error) {
    if (error instanceof NotWhole) return { ...found, readable: false }
    throw error
  }
}

async function recogniseAs(source: ByteSource, name: string): Promise<Sniffed> {
  const { mediaType, end, inside } = claimedType(name)
  if (source.size === 0) throw new Refused('file-empty', 'The file is empty. Send one that holds something.')
  const found = await recognised(await source.open(0))
  if (mediaType === null) {
    if (isTypeOfOurs(found)) throw new FileTypeMismatch(found)
    if (!(await isText(await source.open(0)))) throw new FileTypeMismatch('no text in UTF-8')
    return { mediaType: 'text/plain', readable: true }
  }
  if (found === OLD_OFFICE && inside === 'office') throw new Encrypted()
  if (found !== mediaType) throw new FileTypeMismatch(found ?? 'of a type that is not known')
  if (end === undefined) return { mediaType, readable: true }
  const tail = await buffer(await source.open(Math.max(0, source.size - end.within)))
  return { mediaType, readable: tail.includes(end.has) }
}

/** The old binary format; under a name of the new one it is a document that was encrypted, which is kept in it. */
const OLD_OFFICE = 'application/x-cfb'

/** Short marks of exotic formats also begin honest text ("BM" is a picture), so text is held against the types that are taken only. */
const isTypeOfOurs = (found: string | undefined): found is string =>
  found !== undefined && Object.values<FileType>(FILE_TYPES).some(({ mediaType }) => mediaType === found)

/** A file so broken that the library gives up is of no known type. */
async function recognised(bytes: Readable): Promise<string | undefined> {
  try {
    return (await fileTypeFromStream(bytes))?.mime
  } catch {
    return undefined
  } finally {
    bytes.destroy()
  }
}

/** Valid UTF-8 without NUL. */
async function isText(bytes: Readable): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      if (chunk.includes(0)) return false
      decoder.decode(chunk, { stream: true })
    }
    decoder.decode()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false
    throw error
  }
}
