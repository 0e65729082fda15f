import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import { NotFound } from '../../shared/domain/errors.js'
import { faultsOf } from './domain/question-set-faults.js'
import { type QuestionSet, setName } from './domain/question-set.js'

/** The question sets this build knows, the one that is asked today first. */
const FILES = ['selection-1.0.0.json']

const HERE = join(import.meta.dirname, 'question-sets')

const read = (file: string): unknown => JSON.parse(readFileSync(join(HERE, file), 'utf8'))

/** A question set with the hash of all that stands in it. */
export type PublishedSet = QuestionSet & { contentHash: string }

/** Reads every question set; throws where one has faults, or is not what was published under its name: what was published never changes. */
export function readQuestionSets(
  published = read('published.json') as Readonly<Record<string, string>>,
): [PublishedSet, ...PublishedSet[]] {
  const [first, ...rest] = FILES.map(file => {
    const set = read(file) as QuestionSet
    const contentHash = shownHash(sha256(canonicalBytes(set)))
    const strayed =
      published[file] === contentHash ? [] : [`its content has the hash ${contentHash}, and published.json says ${published[file]}`]
    const faults = [...faultsOf(set), ...strayed]
    if (faults.length > 0) throw new Error(`The question set ${file} is not fit to be asked: ${faults.join('; ')}`)
    return Object.freeze({ ...set, contentHash })
  })
  if (first === undefined) throw new Error('There is no question set.')
  return [first, ...rest]
}

const [CURRENT, ...EARLIER] = readQuestionSets()

/** The set that is asked today. */
export const currentSet = (): PublishedSet => CURRENT

/** A set by its version, asked today or once. */
export const getSet = (version: string): PublishedSet => getWhere(set => set.version === version)

/** The same by the name that answers and applications give it, such as "selection 1.0.0". */
export const getNamedSet = (name: string): PublishedSet => getWhere(set => setName(set) === name)

function getWhere(isMeant: (set: PublishedSet) => boolean): PublishedSet {
  const found = [CURRENT, ...EARLIER].find(isMeant)
  if (found === undefined) throw new NotFound('questionnaire')
  return found
}
