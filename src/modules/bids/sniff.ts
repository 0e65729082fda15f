import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

import { fileTypeFromStream } from 'file-type'

import { Refused } from '../../shared/domain/errors.js'
import type { Storage, StoredObject } from '../../shared/storage/storage.js'
import { extensionOf } from './domain/file-name.js'
import { EXTENSIONS, FILE_TYPES, type FileType, findFileType } from './domain/file-types.js'

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

/** Looks into the stored bytes: what they are, and whether they are whole. Refuses what is empty or not what its name claims. */
export async function sniff(storage: Storage, { key, size }: StoredObject, name: string): Promise<Sniffed> {
  const { mediaType, end } = claimedType(name)
  if (size === 0) throw new Refused('file-empty', 'The file is empty. Send one that holds something.')
  const found = await recognised(await storage.open(key))
  if (mediaType === null) {
    if (isTypeOfOurs(found)) throw new FileTypeMismatch(found)
    if (!(await isText(await storage.open(key)))) throw new FileTypeMismatch('no text in UTF-8')
    return { mediaType: 'text/plain', readable: true }
  }
  if (found !== mediaType) throw new FileTypeMismatch(found ?? 'of a type that is not known')
  if (end === undefined) return { mediaType, readable: true }
  const tail = await buffer(await storage.open(key, Math.max(0, size - end.within)))
  return { mediaType, readable: tail.includes(end.has) }
}

/** Short marks of exotic formats also begin honest text ("BM" is a picture), so text is held against the types that are taken only. */
const isTypeOfOurs = (found: string | undefined): found is string =>
  found !== undefined && Object.values<FileType>(FILE_TYPES).some(({ mediaType }) => mediaType === found)

class FileTypeMismatch extends Refused {
  constructor(found: string) {
    super('file-type-mismatch', `The file is not what its name says: its content is ${found}. Rename it, or send the right file.`)
  }
}

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
