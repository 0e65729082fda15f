import { canonicalJson } from '../../../shared/domain/canonical-json.js'

import { isObject } from './json.js'
import type { PackSource, QuestionSource, RuleSource } from './pack-source.js'
import { TIERS } from './risk-tier.js'

/** From nothing at all over wording to what can change who may submit. */
const KINDS = ['none', 'patch', 'minor', 'major'] as const

export type ChangeKind = (typeof KINDS)[number]

export interface ChangedItem {
  id: string
  change: ChangeKind
  /** The members that differ, in the order of the alphabet. */
  members: string[]
}

export interface ItemChanges {
  added: string[]
  retired: string[]
  changed: ChangedItem[]
}

/** What one pack says differently from another. */
export interface PackDiff {
  change: ChangeKind
  rules: ItemChanges
  questions: ItemChanges
  /** Everything else by its name in the pack: gates, settings, clauses … */
  other: ChangedItem[]
}

/**
 * Compares two packs of one guideline. Wording is a patch, a new optional question or a rule that only warns or informs is minor, and
 * a new required question, other option codes or any change to what can block, hold or refer is major.
 */
export function packDiff(before: PackSource, after: PackSource): PackDiff {
  const rules = compare([...before.supplierRules, ...before.buyerRules], [...after.supplierRules, ...after.buyerRules], RULES)
  const questions = compare(questionsOf(before), questionsOf(after), QUESTIONS)
  const other = compare(otherParts(before), otherParts(after), PARTS)
  const kinds = [rules, questions, other].flatMap(({ kinds: each }) => each)
  return { change: worst(kinds), rules: rules.changes, questions: questions.changes, other: other.changes.changed }
}

/** How much it matters that an item comes or goes, and that it changes. */
interface Weights<Item> {
  presence: (item: Item) => ChangeKind
  change: (before: Item, after: Item, members: readonly string[]) => ChangeKind
}

interface Compared {
  changes: ItemChanges
  kinds: ChangeKind[]
}

function compare<Item extends { id: string }>(before: readonly Item[], after: readonly Item[], weights: Weights<Item>): Compared {
  const earlier = new Map(before.map(item => [item.id, item]))
  const later = new Map(after.map(item => [item.id, item]))
  const added = after.filter(({ id }) => !earlier.has(id))
  const retired = before.filter(({ id }) => !later.has(id))
  const changed = after.flatMap(item => {
    const was = earlier.get(item.id)
    const members = was === undefined ? [] : differing(was, item)
    return was === undefined || members.length === 0 ? [] : [{ id: item.id, change: weights.change(was, item, members), members }]
  })
  return {
    changes: { added: added.map(({ id }) => id), retired: retired.map(({ id }) => id), changed },
    kinds: [...[...added, ...retired].map(weights.presence), ...changed.map(({ change }) => change)],
  }
}

const worst = (kinds: readonly ChangeKind[]): ChangeKind => KINDS.findLast(kind => kinds.includes(kind)) ?? 'none'

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other)

function differing(before: object, after: object): string[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...was.keys(), ...is.keys()])].filter(member => !isSame(was.get(member), is.get(member))).sort()
}

const WORDS_OF_RULES = new Set(['version', 'also', 'basis', 'rowWords', 'fills', 'message', 'fix', 'fixtures'])

const ruleWeight = (rule: RuleSource): ChangeKind => {
  const reached = [...TIERS.map(tier => rule.outcome[tier]), ...(rule.escalate ?? []).map(({ to }) => to)]
  return reached.some(outcome => ['block', 'hold', 'refer'].includes(outcome)) ? 'major' : 'minor'
}

const RULES: Weights<RuleSource> = {
  presence: ruleWeight,
  change: (before, after, members) =>
    members.every(member => WORDS_OF_RULES.has(member)) ? 'patch' : worst([ruleWeight(before), ruleWeight(after)]),
}

const questionsOf = (pack: PackSource): QuestionSource[] => pack.sections.flatMap(({ questions }) => questions)

const isRequired = ({ asked }: QuestionSource): boolean => TIERS.some(tier => asked[tier] === 'required')

const QUESTIONS: Weights<QuestionSource> = {
  presence: question => (isRequired(question) ? 'major' : 'minor'),
  change(before, after) {
    const members = differing(withoutWords(before), withoutWords(after))
    if (members.length === 0) return 'patch'
    return members.some(member => member !== 'asked') || requiredElsewhere(before, after) ? 'major' : 'minor'
  },
}

const requiredElsewhere = (before: QuestionSource, after: QuestionSource): boolean =>
  TIERS.some(tier => (before.asked[tier] === 'required') !== (after.asked[tier] === 'required'))

/** The rest of a pack, each part an item of its own. */
interface Part {
  id: string
  content: unknown
}

function otherParts({ meta, sections, supplierRules: _, buyerRules: __, ...rest }: PackSource): Part[] {
  const order = sections.map(({ id, title, questions }) => ({ id, title, questions: questions.map(question => question.id) }))
  const parts = { ...rest, limits: meta.limits, floors: meta.floors, sections: order }
  return Object.entries(parts).map(([id, content]) => ({ id, content }))
}

/** What only tells where something comes from or where it stands changes nobody's outcome. */
const REGISTERS = new Set(['clauses', 'companions', 'crosswalk', 'sections'])

const PARTS: Weights<Part> = {
  presence: ({ id }) => (REGISTERS.has(id) ? 'minor' : 'major'),
  change(before, after) {
    if (isSame(withoutWords(before.content), withoutWords(after.content))) return 'patch'
    return REGISTERS.has(before.id) ? 'minor' : 'major'
  },
}

/** Members that people read and no rule does. */
const WORDS = new Set([
  'text',
  'label',
  'title',
  'help',
  'askedBecause',
  'also',
  'asks',
  'says',
  'guideline',
  'duty',
  'evidence',
  'answerShows',
  'adds',
  'source',
  'confirmed',
])

/** The same without words: options by their codes, columns and parts by their names. */
function withoutWords<T>(value: T): T {
  if (Array.isArray(value)) return value.map(item => withoutWords(item as unknown)) as T
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([name]) => !WORDS.has(name))
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutWords(member)])) as T
}
