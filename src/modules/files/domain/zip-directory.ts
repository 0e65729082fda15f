/** One file of a ZIP as its directory tells of it. */
export interface ZipEntry {
  name: string
  isEncrypted: boolean
  /** 0 stored, 8 deflated; others are not used by office programs. */
  method: number
  packed: number
  unpacked: number
  /** Where its own header begins. */
  at: number
}

export interface ZipEnd {
  entries: number
  /** Where the directory lies, and how many bytes it has. */
  at: number
  size: number
}

/** A ZIP ends with this record and a comment of at most 64 KiB. */
export const LONGEST_ZIP_END = 22 + 65_535

const END = Buffer.from('PK\u0005\u0006')
const DIRECTORY_ENTRY = 0x02014b50
const OF_ENTRY = 46

/**
 * The record with which a ZIP ends, in the last bytes of a file of that size; null where it does not end with one. Only a record whose comment
 * ends where the file ends is one.
 */
export function zipEndIn(tail: Buffer, size: number): ZipEnd | null {
  for (let from = tail.length; from > 0;) {
    const place = tail.lastIndexOf(END, from - 1)
    if (place < 0) return null
    if (tail.length - place >= 22 && tail.readUInt16LE(place + 20) === tail.length - place - 22) {
      const end = { entries: tail.readUInt16LE(place + 10), size: tail.readUInt32LE(place + 12), at: tail.readUInt32LE(place + 16) }
      return end.at + end.size <= size ? end : null
    }
    from = place
  }
  return null
}

/** All that the directory lists, or null where it is not what its end says. */
export function entriesIn(directory: Buffer, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = []
  let from = 0
  while (from + OF_ENTRY <= directory.length) {
    if (directory.readUInt32LE(from) !== DIRECTORY_ENTRY) return null
    const [name, extra, comment] = [28, 30, 32].map(place => directory.readUInt16LE(from + place)) as [number, number, number]
    entries.push({
      name: directory.toString('utf8', from + OF_ENTRY, from + OF_ENTRY + name),
      isEncrypted: (directory.readUInt16LE(from + 8) & 1) === 1,
      method: directory.readUInt16LE(from + 10),
      packed: directory.readUInt32LE(from + 20),
      unpacked: directory.readUInt32LE(from + 24),
      at: directory.readUInt32LE(from + 42),
    })
    from += OF_ENTRY + name + extra + comment
  }
  return from === directory.length && entries.length === count ? entries : null
}
