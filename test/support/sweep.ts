import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { gunzipSync, inflateRawSync, inflateSync, constants } from 'node:zlib'

import type { Ask } from './seal-copies.js'

/** A text as copies of data may hold it. */
export function spellingsOf(text: string): Map<string, Buffer> {
  const plain = Buffer.from(text)
  const wide = Buffer.from(text, 'utf16le')
  const base64 = [0, 1, 2].map(offset => {
    const spelt = Buffer.concat([Buffer.alloc(offset), plain])
      .toString('base64')
      .replaceAll('=', '')
    // The first and last characters depend on what stands beside it.
    return [`base64 at ${offset}`, Buffer.from(spelt.slice(offset === 0 ? 0 : offset + 1, -1))] as const
  })
  return new Map([
    ['as it is', plain],
    ['hex', Buffer.from(plain.toString('hex'))],
    ['hex, upper case', Buffer.from(plain.toString('hex').toUpperCase())],
    ...base64,
    ['base64url', Buffer.from(plain.toString('base64url').slice(0, -1))],
    ['UTF-16LE', wide],
    ['UTF-16BE', Buffer.from(wide).swap16()],
  ])
}

/** How often and how some bytes hold the texts, in themselves or in what is packed in them. */
export function hitsIn(bytes: Buffer, texts: readonly string[]): string[] {
  const hits: string[] = []
  const sought = texts.map(text => [text, spellingsOf(text)] as const)
  for (const [how, layer] of [['', bytes] as const, ...packedIn(bytes).map(each => ['packed, ', each] as const)])
    for (const [text, spellings] of sought)
      for (const [spelling, needle] of spellings) if (layer.includes(needle)) hits.push(`${text}: ${how}${spelling}`)
  return hits
}

/** The same of every file below a folder, by its path there; a file that goes meanwhile holds nothing any more. */
export async function hitsInFolder(folder: string, texts: readonly string[]): Promise<string[]> {
  const hits: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path).catch(() => Buffer.alloc(0))
    for (const hit of new Set(hitsIn(bytes, texts))) hits.push(`${relative(folder, path)} ${hit}`)
  }
  return hits
}

const MARKS: readonly [mark: Buffer, skip: (bytes: Buffer, at: number) => number, unpack: (bytes: Buffer, options: object) => Buffer][] = [
  // Behind its ten bytes of header, where it has no name in it: what stands behind the end does not matter then.
  [Buffer.of(0x1f, 0x8b, 0x08), (_, at) => at + 10, inflateRawSync],
  [Buffer.of(0x1f, 0x8b, 0x08), (_, at) => at, gunzipSync],
  [Buffer.of(0x78, 0x9c), (_, at) => at, inflateSync],
  [Buffer.of(0x78, 0xda), (_, at) => at, inflateSync],
  [Buffer.of(0x78, 0x01), (_, at) => at, inflateSync],
  [
    Buffer.from('PK\u0003\u0004', 'latin1'),
    (bytes, at) => (at + 30 > bytes.length ? at : at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)),
    inflateRawSync,
  ],
]

/** What inflates, wherever it begins. */
function packedIn(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (const [mark, skip, unpack] of MARKS)
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
      try {
        found.push(unpack(bytes.subarray(skip(bytes, at)), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 10_000_000 }))
      } catch {
        // It only looked like a beginning.
      }
    }
  return found
}

/** Where the database holds the texts, column by column, in every schema that it does not keep for itself. */
export async function hitsInDatabase(ask: Ask, texts: readonly string[]): Promise<string[]> {
  const tables = await ask<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`,
  )
  const hits = new Set<string>()
  for (const { name } of tables)
    for (const row of await ask<Record<string, unknown>>(`SELECT * FROM ${name}`))
      for (const [column, value] of Object.entries(row))
        for (const hit of hitsIn(bytesOf(value), texts)) hits.add(`${name}.${column} ${hit}`)
  return [...hits].toSorted()
}

function bytesOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
}
