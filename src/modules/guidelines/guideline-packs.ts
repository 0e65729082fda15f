import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import { compilePack } from './domain/compile-pack.js'
import { PackRefused, type Pack } from './domain/pack.js'
import type { PackSource } from './domain/pack-source.js'
import { shapeProblems } from './pack-shape.js'

/** A compiled pack with the hash of all that was read, by which a published copy can be checked. */
export interface GuidelinePack {
  pack: Pack
  contentHash: string
}

/** The folders of packs this build knows, the one for new requirements first. */
const FOLDERS = ['ai-procurement/2020-06-08']

const HERE = join(import.meta.dirname, 'packs')

/** Reads and compiles every pack; throws PackRefused when one is not fit to run. */
export const readGuidelinePacks = (): [GuidelinePack, ...GuidelinePack[]] => {
  const [first, ...rest] = FOLDERS.map(readGuidelinePack)
  if (first === undefined) throw new Error('There is no guideline pack.')
  return [first, ...rest]
}

function readGuidelinePack(folder: string): GuidelinePack {
  const source = readPackSource(folder)
  return { pack: compilePack(source), contentHash: shownHash(sha256(canonicalBytes(source))) }
}

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
