import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'

/** What whoever submits an application signs. What was published under a name never changes. */
export interface Declaration {
  id: string
  version: string
  title: string
  sources: readonly string[]
  statements: readonly string[]
}

/** With the name that it is signed by, and the hash of all that stands in it. */
export type PublishedDeclaration = Declaration & { name: string; contentHash: string }

/** The declarations this build knows, the one that is signed today first. */
const FILES = ['joining-1.0.0.json']

const HERE = join(import.meta.dirname, 'declarations')

const read = (file: string): unknown => JSON.parse(readFileSync(join(HERE, file), 'utf8'))

/** Reads every declaration; throws where one is not what was published under its name. */
export function readDeclarations(
  published = read('published.json') as Readonly<Record<string, string>>,
): [PublishedDeclaration, ...PublishedDeclaration[]] {
  const [first, ...rest] = FILES.map(file => {
    const declaration = read(file) as Declaration
    const contentHash = shownHash(sha256(canonicalBytes(declaration)))
    if (published[file] !== contentHash)
      throw new Error(`The declaration ${file} is not what was published: its hash is ${contentHash}, not ${published[file]}.`)
    return Object.freeze({ ...declaration, name: `${declaration.id} ${declaration.version}`, contentHash })
  })
  if (first === undefined) throw new Error('There is no declaration.')
  return [first, ...rest]
}

const [CURRENT, ...EARLIER] = readDeclarations()

/** The declaration that is signed today. */
export const currentDeclaration = (): PublishedDeclaration => CURRENT

/** One by its name, signed today or once; null for a name that never was. */
export const findDeclaration = (name: string): PublishedDeclaration | null => [CURRENT, ...EARLIER].find(each => each.name === name) ?? null
