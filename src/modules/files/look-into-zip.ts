import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

import { bytesInMemory, type ByteSource, part, readPart } from '../../shared/storage/byte-source.js'
import { complaintOfName, complaintOfText, isPlainXml, isTelling } from './domain/office-parts.js'
import { entriesIn, LONGEST_ZIP_END, type ZipEntry, zipEndIn } from './domain/zip-directory.js'
import { Encrypted, NotWhole, PackedTooMuch, ReachesOut, WithMacros } from './file-refusals.js'

/** Own figures, far above what office programs write for a file of the largest size that is taken. */
const MOST_PARTS = 2_000
const MOST_DIRECTORY_BYTES = 1_048_576
const MOST_UNPACKED_BYTES = 268_435_456
/** Of parts larger than a mebibyte: tables of one value pack to a hundredth. */
const MOST_RATIO = 250
const SMALL_BYTES = 1_048_576
/** A document within a document, such as the table behind a chart, and no further. */
const MOST_DEPTH = 1

const LOCAL_HEADER_BYTES = 30
const ZIP_BEGINS = Buffer.from('PK\u0003\u0004')
const OLD_OFFICE_BEGINS = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** What is left of what may be unpacked, for a document and all within it. */
interface Budget {
  bytes: number
  parts: number
}

/**
 * Looks into every part of an office document, unpacking nothing to disk. Refuses what unpacks to far more than it is, what is under a
 * password, and what holds macros or fetches something when it is opened. Throws NotWhole for what breaks off.
 */
export const lookIntoZip = (source: ByteSource): Promise<void> => lookAtDepth(source, 0, { bytes: MOST_UNPACKED_BYTES, parts: MOST_PARTS })

async function lookAtDepth(source: ByteSource, depth: number, budget: Budget): Promise<void> {
  const entries = await directoryOf(source, budget)
  let end = 0
  for (const entry of entries.toSorted((one, other) => one.at - other.at)) {
    if (entry.at < end) throw new PackedTooMuch('Parts of it lie over each other.')
    refuseByName(entry)
    refuseByDirectory(entry)
    end = await lookIntoPart(source, entry, depth, budget)
  }
}

async function directoryOf(source: ByteSource, budget: Budget): Promise<ZipEntry[]> {
  const tailAt = Math.max(0, source.size - LONGEST_ZIP_END)
  const end = zipEndIn(await readPart(source, tailAt, source.size - tailAt), source.size)
  if (end === null) throw new NotWhole()
  budget.parts -= end.entries
  if (budget.parts < 0 || end.size > MOST_DIRECTORY_BYTES) throw new PackedTooMuch('It has too many parts.')
  const entries = entriesIn(await readPart(source, end.at, end.size), end.entries)
  if (entries === null) throw new NotWhole()
  return entries
}

function refuseByName({ name, isEncrypted }: ZipEntry): void {
  const complaint = complaintOfName(name)
  if (complaint === 'macros') throw new WithMacros()
  if (isEncrypted || complaint === 'encrypted') throw new Encrypted()
}

function refuseByDirectory({ method, packed, unpacked }: ZipEntry): void {
  if (method !== 0 && method !== 8) throw new PackedTooMuch('It is packed in a way that office programs do not use.')
  if (unpacked > SMALL_BYTES && unpacked > packed * MOST_RATIO) throw new PackedTooMuch('A part of it unpacks to far more than it is.')
}

/** Answers where the part ends. */
async function lookIntoPart(source: ByteSource, entry: ZipEntry, depth: number, budget: Budget): Promise<number> {
  budget.bytes -= entry.unpacked
  if (budget.bytes < 0) throw new PackedTooMuch('It unpacks to far more than it is.')
  const header = await readPart(source, entry.at, LOCAL_HEADER_BYTES)
  if (header.length < LOCAL_HEADER_BYTES || !header.subarray(0, 4).equals(ZIP_BEGINS)) throw new NotWhole()
  const from = entry.at + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
  await lookIntoContent(await contentOf(source, from, entry), entry, depth, budget)
  return from + entry.packed
}

async function lookIntoContent(content: Buffer | null, { name }: ZipEntry, depth: number, budget: Budget): Promise<void> {
  if (content === null) return
  if (content.subarray(0, 8).equals(OLD_OFFICE_BEGINS) && /\.(doc|xls|ppt)[a-z]?$/i.test(name)) throw new WithMacros()
  if (content.subarray(0, 4).equals(ZIP_BEGINS)) {
    if (depth >= MOST_DEPTH) throw new PackedTooMuch('Files lie within files within it.')
    await lookAtDepth(bytesInMemory(content), depth + 1, budget)
  }
  if (!isTelling(name)) return
  if (!isPlainXml(content)) throw new ReachesOut()
  const complaint = complaintOfText(content.toString('utf8'))
  if (complaint === 'macros') throw new WithMacros()
  if (complaint === 'encrypted') throw new Encrypted()
  if (complaint === 'reaches out') throw new ReachesOut()
}

/** The unpacked part where it must be looked at as a whole, else null. It is unpacked in any case, and must have the size that it says. */
async function contentOf(source: ByteSource, from: number, { name, method, packed, unpacked }: ZipEntry): Promise<Buffer | null> {
  const kept: Buffer[] = []
  let size = 0
  let isKept = true
  try {
    for await (const chunk of unpackedBytes(source, from, packed, method)) {
      if (size === 0) isKept = isTelling(name) || isDocument(chunk)
      size += chunk.length
      if (size > unpacked) throw new PackedTooMuch('A part of it unpacks to more than it says.')
      if (isKept) kept.push(chunk)
    }
  } catch (error) {
    if (isBroken(error)) throw new NotWhole()
    throw error
  }
  if (size !== unpacked) throw new NotWhole()
  return isKept ? Buffer.concat(kept) : null
}

const isDocument = (beginning: Buffer): boolean =>
  beginning.subarray(0, 4).equals(ZIP_BEGINS) || beginning.subarray(0, 8).equals(OLD_OFFICE_BEGINS)

function unpackedBytes(source: ByteSource, from: number, packed: number, method: number): AsyncIterable<Buffer> {
  if (packed === 0) return Readable.from([])
  const bytes = part(source, from, packed)
  return method === 0 ? bytes : (Readable.from(bytes).compose(createInflateRaw()) as AsyncIterable<Buffer>)
}

/** What zlib complains of. */
const isBroken = (error: unknown): boolean => /^Z_|^ERR_/.test((error as NodeJS.ErrnoException).code ?? '')
