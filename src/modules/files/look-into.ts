import type { ByteSource } from '../../shared/storage/byte-source.js'
import { part, readPart } from '../../shared/storage/byte-source.js'
import { FormulaFinder } from './domain/csv-formulas.js'
import type { Inside } from './domain/file-types.js'
import { alsoIn, HEAD_BYTES } from './domain/two-in-one.js'
import { LONGEST_ZIP_END } from './domain/zip-directory.js'
import { AlsoSomethingElse, Encrypted, WithFormulas } from './file-refusals.js'
import { lookIntoZip } from './look-into-zip.js'

/** The entry of a PDF's trailer that says how it is encrypted: a reference, or the dictionary itself. */
const ENCRYPTION = /\/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)/

/** Longer than that entry is. */
const OVERLAP = 64

/** Looks for what does harm in a file whose type is known. Refuses it, or throws NotWhole where it cannot be looked through. */
export const lookInto: Readonly<Record<Inside, (source: ByteSource) => Promise<void>>> = {
  pdf: async source => {
    await refuseTwoInOne('pdf', source)
    let before = ''
    for await (const chunk of part(source, 0, source.size)) {
      const text = before + chunk.toString('latin1')
      if (ENCRYPTION.test(text)) throw new Encrypted()
      before = text.slice(-OVERLAP)
    }
  },
  picture: source => refuseTwoInOne('picture', source),
  office: lookIntoZip,
  table: async source => {
    const formulas = new FormulaFinder()
    for await (const chunk of part(source, 0, source.size)) formulas.add(chunk.toString('latin1'))
    if (formulas.foundInLine !== null) throw new WithFormulas(formulas.foundInLine)
  },
}

async function refuseTwoInOne(kind: 'pdf' | 'picture', source: ByteSource): Promise<void> {
  const tailAt = Math.max(0, source.size - LONGEST_ZIP_END)
  const [head, tail] = [await readPart(source, 0, HEAD_BYTES), await readPart(source, tailAt, source.size - tailAt)]
  const also = alsoIn(kind, head, tail, source.size)
  if (also !== null) throw new AlsoSomethingElse(also)
}
