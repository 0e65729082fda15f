import { aPdf, SMALL_FILES } from '../../src/modules/files/files.fixture.js'
import { aZip, unzip } from './zips.js'

const { docx } = SMALL_FILES

type Parts = Readonly<Record<string, Buffer | string>>

/** An office document with parts more, or other ones. */
export const withParts = (document: Buffer, parts: Parts): Buffer => aZip({ ...Object.fromEntries(unzip(document)), ...parts })

export const relations = (...each: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`

export const relation = (type: string, target: string, mode = 'TargetMode="External"'): string =>
  `<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" ${mode}/>`

export const SETTINGS = 'word/_rels/settings.xml.rels'

export const withTypes = (type: string): Buffer => {
  const types = unzip(docx).get('[Content_Types].xml')?.toString() ?? ''
  return withParts(docx, {
    '[Content_Types].xml': types.replace('</Types>', `<Override PartName="/x.bin" ContentType="${type}"/></Types>`),
  })
}

/** Sets 32 bits at a place of the n-th entry of the directory. */
export function patched(zip: Buffer, entry: number, place: number, value: (zip: Buffer) => number, bits: 16 | 32 = 32): Buffer {
  const copy = Buffer.from(zip)
  let at = copy.indexOf('PK\u0001\u0002')
  for (let before = 0; before < entry; before += 1) at = copy.indexOf('PK\u0001\u0002', at + 4)
  if (bits === 16) copy.writeUInt16LE(value(copy), at + place)
  else copy.writeUInt32LE(value(copy), at + place)
  return copy
}

export const UNPACKED = 24
export const OFFSET = 42
export const FLAGS = 8
export const METHOD = 10

export const zeros = (size: number): Buffer => Buffer.alloc(size)

export const SCRIPT = '<script>alert(document.cookie)</script>'

export const encrypted = (trailer: string): Buffer =>
  Buffer.from(aPdf('x').toString('latin1').replace('/Root 1 0 R', `/Root 1 0 R ${trailer}`), 'latin1')
