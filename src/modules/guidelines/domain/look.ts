import { codesIn, entriesOf, type Answer } from './answers.js'
import { attributePath, memberAt } from './fields.js'
import { isBlank, type Json } from './json.js'
import type { Pack } from './pack.js'
import { NEVER_READ } from './references.js'
import { effectiveValue, tierOf, type RiskProfile, type Tier, type TierWithGates } from './risk-tier.js'
import type { Situation } from './situation.js'

/** A situation with what the report tells of it. */
export interface Looked extends Situation {
  /** The well-formed answers to shown questions that a rule may read, and nothing else. */
  shownAnswers(): Record<string, Answer>
  tierWithGates(): TierWithGates
}

/**
 * Decides which questions are shown and what may be read. Each question comes after all that decide on it, so one pass reaches the fixed point.
 * A malformed answer counts as none; a hidden one is kept out of everything.
 */
export function lookAt(pack: Pack, requirement: unknown, answers: unknown): Looked {
  const given = wellFormedAnswers(pack, answers)
  const shown = new Set<string>()
  const answerTo = (id: string): Answer | null => (shown.has(id) ? (given.get(id) ?? null) : null)
  const taken = new Map<string, Json>()
  for (const [path, field] of pack.fields) taken.set(path, field.take(memberAt(requirement, path)))

  function effective(name: string): string | number | null {
    const attribute = pack.attributes.get(name)
    if (attribute === undefined) return null
    const { raisedBy } = attribute
    const claims = raisedBy === undefined ? [] : codesIn(answerTo(raisedBy.question), raisedBy.column)
    return effectiveValue(attribute, taken.get(attributePath(name)), claims)
  }

  let settled: TierWithGates | null = null
  const tierWithGates = (): TierWithGates => settled ?? tierOf(raisedProfile(), pack.gates)
  const tier = (): Tier => tierWithGates().tier
  const raisedProfile = (): RiskProfile => Object.fromEntries([...pack.attributes.keys()].map(name => [name, effective(name)]))
  const published = (path: string): Json => taken.get(path) ?? pack.fields.get(path)?.defaultAt(tier) ?? null

  const looked: Looked = {
    isShown: id => shown.has(id),
    answerTo,
    published,
    effective,
    tier,
    tierWithGates,
    shownAnswers: () => Object.fromEntries([...given].filter(([id]) => shown.has(id) && id !== NEVER_READ)),
  }
  for (const question of pack.showingOrder) {
    if (question.isAsked(tier) && (question.visibleWhen === null || question.visibleWhen.evaluate(looked).result === true))
      shown.add(question.source.id)
  }
  settled = tierWithGates()
  return looked
}

function wellFormedAnswers(pack: Pack, answers: unknown): ReadonlyMap<string, Answer> {
  const given = new Map<string, Answer>()
  for (const [id, raw] of entriesOf(answers)) {
    const question = pack.questions.get(id)
    if (question === undefined || question.shapeOf(raw, '').length > 0) continue
    const answer = question.tidied(raw as Answer)
    if (!isBlank(answer)) given.set(id, answer)
  }
  return given
}
