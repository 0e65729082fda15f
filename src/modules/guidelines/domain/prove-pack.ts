import { lookAt, type Looked } from './look.js'
import { PackRefused, type Pack, type Rule } from './pack.js'
import type { PackSource, RuleSource } from './pack-source.js'
import { TIERS, type Tier } from './risk-tier.js'
import { applied, type Example, type RuleCase } from './rule-case.js'
import type { Tri } from './three-valued.js'

/** What a pack is proved on: for each tier a clean bid that no rule objects to, and the cases that change it. */
export interface Proof {
  examples: Readonly<Record<Tier, Example>>
  cases: Readonly<Record<string, RuleCase>>
}

/**
 * Runs every rule on its own cases, and looks for each question where it is shown. What no reading of a rule can tell is seen here: that it can
 * fire with its questions visible, that it lets a clean bid pass, and when it does not know. Throws PackRefused with all that does not hold.
 */
export function provePack(source: PackSource, pack: Pack, proof: Proof): void {
  const look = remembering(pack, proof)
  const problems = [
    ...provesOf(source.supplierRules, pack.supplierRules, pack, proof, look),
    ...provesOf(source.buyerRules, pack.buyerRules, pack, proof, look),
    ...unreachable(source, proof, look),
    ...unasked(source),
  ]
  if (problems.length > 0) throw new PackRefused(`${source.meta.guideline} ${source.meta.edition}`, problems)
}

const provesOf = (sources: readonly RuleSource[], rules: readonly Rule[], pack: Pack, proof: Proof, look: Look): string[] =>
  sources.flatMap((source, place) => {
    const rule = rules[place]
    return rule === undefined ? [`${source.id}: it was not compiled`] : proves(source, rule, pack, proof, look)
  })

function proves({ id, fixtures }: RuleSource, rule: Rule, pack: Pack, proof: Proof, look: Look): string[] {
  const expected: [string, string | null, Tri][] = [
    ['fires', fixtures.fires, true],
    ['passes', fixtures.passes, false],
    ['unknown', fixtures.unknown, 'unknown'],
  ]
  return expected.flatMap(([what, name, result]) => {
    if (name === null) return []
    const trial = Object.hasOwn(proof.cases, name) ? proof.cases[name] : undefined
    if (trial === undefined) return [`${id}: there is no case “${name}”`]
    const results = tiersOf(trial)
      .map(tier => ({ tier, looked: look(trial, tier) }))
      .filter(({ looked }) => rule.outcome[looked.tier()] !== 'none')
      .map(({ looked }) => rule.judge(looked))
    const problems = what === 'fires' ? beyondWhatItReads(id, name, trial, rule, pack) : []
    const spoilt = result === false && results.includes(true)
    return results.includes(result) && !spoilt
      ? problems
      : [...problems, `${id}: “${name}” should give ${String(result)}, and gives ${results.join(', ') || 'nothing'}`]
  })
}

const tiersOf = ({ of = TIERS }: RuleCase): readonly Tier[] => of

type Look = (trial: RuleCase, tier: Tier) => Looked

/** Looks at a case once for each tier, however many rules ask for it. */
function remembering(pack: Pack, { examples }: Proof): Look {
  const seen = new Map<RuleCase, Map<Tier, Looked>>()
  return (trial, tier) => {
    const byTier = seen.get(trial) ?? new Map<Tier, Looked>()
    const before = byTier.get(tier)
    if (before !== undefined) return before
    const { requirement, answers, facts } = applied(examples[tier], trial)
    const looked = lookAt(pack, requirement, answers, facts)
    seen.set(trial, byTier.set(tier, looked))
    return looked
  }
}

/** A case that shows a rule firing may change only what the rule reads, or it might fire for another reason. */
function beyondWhatItReads(id: string, name: string, trial: RuleCase, { reads }: Rule, pack: Pack): string[] {
  const isRead = (question: string): boolean =>
    reads.questions === null || reads.questions.includes(question) || (reads.facts.includes('evidence') && takesFiles(pack, question))
  const answers = rootsOf(trial.answers).filter(question => !isRead(question))
  const within = (path: string): boolean =>
    reads.paths.some(read => read === path || path.startsWith(`${read}.`) || read.startsWith(`${path}.`))
  const members = reads.questions === null ? [] : Object.keys(trial.requirement ?? {}).filter(path => !within(path))
  const facts = rootsOf(trial.facts).filter(name => !isFactRead(name, reads))
  const beyond = [...answers, ...members, ...facts]
  return beyond.length > 0 ? [`${id}: “${name}” changes ${beyond.join(', ')}, which the rule does not read`] : []
}

const rootsOf = (changes: Readonly<Record<string, unknown>> = {}): string[] => Object.keys(changes).map(path => path.replace(/\..*/, ''))

/** What is known of files is read as evidence, and the version that answers were written for by a pass over the form alone. */
const isFactRead = (name: string, { questions, facts }: Rule['reads']): boolean =>
  name === 'questionnaire' ? questions === null : facts.includes(name === 'files' ? 'evidence' : name)

const takesFiles = ({ questions }: Pack, id: string): boolean => {
  const source = questions.get(id)?.source
  return source?.files !== undefined || source?.itemFiles === true
}

/** Each question that some tier asks must be shown on some case, or nobody could ever answer it. */
function unreachable(source: PackSource, proof: Proof, look: Look): string[] {
  const asked = source.sections.flatMap(({ questions }) => questions).filter(({ asked: at }) => TIERS.some(tier => at[tier] !== 'no'))
  const unseen = new Set(asked.map(({ id }) => id))
  for (const trial of Object.values(proof.cases)) {
    if (unseen.size === 0) break
    for (const looked of tiersOf(trial).map(tier => look(trial, tier))) {
      for (const id of unseen) if (looked.isShown(id)) unseen.delete(id)
    }
  }
  return [...unseen].map(id => `${id}: it is shown on no case`)
}

/** A clause that binds suppliers is asked about, or left to people. */
function unasked({ clauses, sections }: PackSource): string[] {
  const asked = new Set(sections.flatMap(({ questions }) => questions.flatMap(question => question.clauses)))
  return clauses
    .filter(({ id, binds, judgement }) => binds !== 'buyer' && judgement !== true && !asked.has(id))
    .map(({ id }) => `${id}: it binds suppliers, and no question asks about it`)
}
