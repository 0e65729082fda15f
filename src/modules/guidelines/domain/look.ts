import { codesIn, entriesOf, type Answer } from './answers.js'
import { attachedFiles, evidenceOf } from './evidence.js'
import { attributePath, memberAt } from './fields.js'
import { isBlank, own, shown as shownJson, type Json, type TableRow } from './json.js'
import type { Pack } from './pack.js'
import { NEVER_READ } from './references.js'
import { effectiveValue, severityOf, tierOf, type Attribute, type RiskProfile, type Tier, type TierWithGates } from './risk-tier.js'
import type { Situation } from './situation.js'

/** A situation with what the report tells of it. */
export interface Looked extends Situation {
  /** The well-formed answers to shown questions that a rule may read, and nothing else. */
  shownAnswers(): Record<string, Answer>
  tierWithGates(): TierWithGates
}

/**
 * Decides which questions are shown and what may be read. Each question comes after all that decide on it, so one pass reaches the fixed point,
 * and what is asked of the tier comes after all that raise it, so that it is worked out once.
 * A malformed answer counts as none; a hidden one is kept out of everything.
 */
export function lookAt(pack: Pack, requirement: unknown, answers: unknown, facts: unknown): Looked {
  const given = wellFormedAnswers(pack, answers)
  const shown = new Set<string>()
  const answerTo = (id: string): Answer | null => (shown.has(id) ? (given.get(id) ?? null) : null)
  const notice = noticeOf(pack, requirement)

  function effective(attribute: Attribute): string | number | null {
    const { name, raisedBy } = attribute
    const claims = raisedBy === undefined ? [] : codesIn(answerTo(raisedBy.question), raisedBy.column)
    return effectiveValue(attribute, notice(attributePath(name)), claims)
  }

  const profile = (): RiskProfile =>
    Object.fromEntries([...pack.attributes.values()].map(attribute => [attribute.name, effective(attribute)]))
  let settled: TierWithGates | null = null
  const tierWithGates = (): TierWithGates => (settled ??= tierOf(profile(), pack.gates))
  const tierFromRequirement = tierOf(own(requirement, 'riskProfile'), pack.gates).tier
  const tier = (): Tier => tierWithGates().tier
  const tables = new Map<string, readonly TableRow[] | null>()
  const published = (path: string): Json => notice(path) ?? pack.fields.get(path)?.defaultAt(tier) ?? null

  const looked: Looked = {
    readings: null,
    isShown: id => shown.has(id),
    answerTo,
    published,
    effective,
    facts: name => tables.get(name) ?? [],
    tier,
    tierWithGates,
    tierFromRequirement: () => tierFromRequirement,
    raised: () => raisedBeyond(pack, notice, effective),
    blockingRules: () => pack.blockingRules[tierFromRequirement],
    questionnaire: () => textOr(pack.versions.questionnaire, own(facts, 'questionnaire')),
    pinnedQuestionnaire: () => pack.versions.questionnaire,
    shownAnswers: () => Object.fromEntries([...given].filter(([id]) => shown.has(id) && id !== NEVER_READ)),
  }
  for (const question of pack.showingOrder) {
    if (question.isAsked(tier) && (question.visibleWhen === null || question.visibleWhen.judge(looked, null) === true))
      shown.add(question.source.id)
  }
  const evidence = evidenceOf(attachedFiles(pack.questions.values(), answerTo), own(facts, 'files'))
  for (const { name, take } of pack.facts.values()) tables.set(name, take(name === 'evidence' ? evidence : own(facts, name)))
  looked.readings = []
  return looked
}

const textOr = (otherwise: string, text: unknown): string => (typeof text === 'string' ? text : otherwise)

/** What the notice publishes at a path, null for nothing usable; each is taken when it is first read. */
type Notice = (path: string) => Json | undefined

function noticeOf(pack: Pack, requirement: unknown): Notice {
  const taken = new Map<string, Json | undefined>()
  return path => {
    if (!taken.has(path)) taken.set(path, pack.fields.get(path)?.take(memberAt(requirement, path)))
    return taken.get(path)
  }
}

/** Each attribute the bid puts higher than the notice, in words. */
function raisedBeyond(pack: Pack, notice: Notice, effective: (attribute: Attribute) => Json): string[] {
  return [...pack.attributes.values()].flatMap(attribute => {
    const [before, after] = [notice(attributePath(attribute.name)), effective(attribute)]
    const [low, high] = [before, after].map(value => severityOf(attribute, value) ?? 0)
    const rises = low !== high
    const words = (value: Json | undefined): string =>
      attribute.values?.find(({ code }) => code === value)?.label ?? shownJson(value ?? 'not given')
    return rises ? [`${attribute.label}: “${words(after)}” rather than “${words(before)}”`] : []
  })
}

function wellFormedAnswers(pack: Pack, answers: unknown): ReadonlyMap<string, Answer> {
  const given = new Map<string, Answer>()
  for (const [id, raw] of entriesOf(answers)) {
    const question = pack.questions.get(id)
    if (question === undefined || question.shapeOf(raw).length > 0) continue
    const answer = question.tidied(raw as Answer)
    if (!isBlank(answer)) given.set(id, answer)
  }
  return given
}
