import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import { compilePack } from './domain/compile-pack.js'
import { PackRefused, type Pack } from './domain/pack.js'
import type { PackSource } from './domain/pack-source.js'
import { provePack } from './domain/prove-pack.js'
import { proofOf } from './golden-bids.js'
import { shapeProblems } from './pack-shape.js'
import { type NeverWaived, readWaiverPolicy, type WaiverPolicy, waiverProblems } from './waiver-policy.js'

/** A compiled pack with what it was made of, the hash of all that was read, and which of its rules no waiver may touch. */
export interface GuidelinePack {
  pack: Pack
  source: PackSource
  contentHash: string
  neverWaived: readonly NeverWaived[]
}

/** The folders of packs this build knows, the one for new requirements first. */
const FOLDERS = ['ai-procurement/2020-06-08']

const HERE = join(import.meta.dirname, 'packs')

/** The hash of each pack by its folder, as it was when it was published; what is listed there never changes again. */
type PublishedHashes = Readonly<Record<string, string>>

export type GuidelinePacks = readonly [GuidelinePack, ...GuidelinePack[]]

/** How it is shown that a pack works; throws PackRefused where it does not. */
type Prove = (source: PackSource, pack: Pack) => void

/** By the golden bids and the cases that lie beside it. */
export const onItsCases: Prove = (source, pack) => {
  provePack(source, pack, proofOf(pack))
}

/** Reads, compiles and proves every pack; throws PackRefused when one is not fit to run, or is not what was published under its name. */
export const readGuidelinePacks = (published = readPublishedHashes(), policy = readWaiverPolicy(), prove = onItsCases): GuidelinePacks => {
  const [first, ...rest] = FOLDERS.map(folder => readGuidelinePack(folder, published, policy, prove))
  if (first === undefined) throw new Error('There is no guideline pack.')
  return [first, ...rest]
}

const readPublishedHashes = (): PublishedHashes => JSON.parse(readFileSync(join(HERE, 'published.json'), 'utf8')) as PublishedHashes

function readGuidelinePack(folder: string, published: PublishedHashes, policy: WaiverPolicy, prove: Prove): GuidelinePack {
  const source = readPackSource(folder)
  const pack = compilePack(source)
  prove(source, pack)
  const contentHash = hashOf(source)
  if (published[folder] !== contentHash) throw new PackRefused(folder, [strayed(published[folder], contentHash)])
  const problems = waiverProblems(
    policy,
    folder,
    source.supplierRules.map(({ id }) => id),
  )
  if (problems.length > 0) throw new PackRefused(folder, problems)
  return { pack, source, contentHash, neverWaived: policy[folder]?.never ?? [] }
}

const strayed = (published: string | undefined, found: string): string =>
  published === undefined
    ? `it is not listed in packs/published.json; its content has the hash ${found} (npm run cli -- hash-packs)`
    : `its content is not what was published: packs/published.json says ${published}, and it is ${found}. A published pack never changes: make a new one, or, if no requirement was ever published with it, correct the list (npm run cli -- hash-packs).`

const hashOf = (source: PackSource): string => shownHash(sha256(canonicalBytes(source)))

/** The hash of every pack as it is now, published or not, by its folder. */
export const hashesOfPacks = (): PublishedHashes => Object.fromEntries(FOLDERS.map(folder => [folder, hashOf(readPackSource(folder))]))

/** A pack as written, of the form the schema asks for; whether it is fit to run is for compilePack to say. */
export function readPackSource(folder: string): PackSource {
  const source = {
    meta: read(folder, 'meta.json'),
    attributes: read(folder, 'attributes.json'),
    gates: read(folder, 'gates.json'),
    settings: read(folder, 'settings.json'),
    fields: read(folder, 'requirement-fields.json'),
    facts: read(folder, 'facts.json'),
    clauses: read(folder, 'clauses.json'),
    companions: read(folder, 'companions.json'),
    crosswalk: read(folder, 'crosswalk.json'),
    sections: readAll(folder, 'questionnaire'),
    supplierRules: readRules(folder, 'rules'),
    buyerRules: readRules(folder, 'buyer-rules'),
  }
  const problems = shapeProblems(source)
  if (problems.length > 0) throw new PackRefused(folder, problems)
  return source as PackSource
}

const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(HERE, folder, file), 'utf8')) as unknown

/** The files of a folder in the order of their names, which for the questionnaire is the order of its sections. */
const readAll = (folder: string, part: string): unknown[] =>
  readdirSync(join(HERE, folder, part))
    .sort()
    .map(file => read(folder, join(part, file)))

/** Rules in the order of their ids, which is the order of a report's findings, whatever file each stands in. */
const readRules = (folder: string, part: string): unknown[] =>
  (readAll(folder, part).flat() as { id?: unknown }[]).sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1))
