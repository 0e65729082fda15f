import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A frame in a compiled file of ours: what stands before its place, the file, line and column, and what stands behind. */
const FRAME = /^(\s+at .*?)((?:file:\/\/)?\/[^():]+\.js):(\d+):(\d+)(\)?)$/

/** Maps that are kept at hand: forgotten all at once when there are so many, and read again. */
const MOST_MAPS = 50

const maps = new Map<string, SourceMap | null>()

/**
 * The frames of a stack as they stand in the sources, where a map lies beside the compiled file. Read once something has gone wrong: Node's own
 * --enable-source-maps holds the maps of every module, libraries included, from the start (docs/performance.md).
 */
export const inSources = (frames: readonly string[]): string[] => frames.map(frameInSource)

function frameInSource(frame: string): string {
  const [, before, address = '', line, column, behind] = FRAME.exec(frame) ?? []
  if (before === undefined || address.includes('/node_modules/')) return frame
  const file = address.startsWith('file:') ? fileURLToPath(address) : address
  const found = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1)
  if (found === undefined || !('originalSource' in found)) return frame
  const source = resolve(dirname(file), found.originalSource)
  return `${before}${source}:${found.originalLine + 1}:${found.originalColumn + 1}${behind ?? ''}`
}

function mapOf(file: string): SourceMap | null {
  const known = maps.get(file)
  if (known !== undefined) return known
  const map = readMap(`${file}.map`)
  if (maps.size >= MOST_MAPS) maps.clear()
  maps.set(file, map)
  return map
}

/** Null where none can be read: where the compiled code alone was installed, its own places have to do. */
function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload)
  } catch {
    return null
  }
}
