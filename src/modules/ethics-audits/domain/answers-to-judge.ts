import type { Finding } from '../../guidelines/domain/report.js'
import type { Tier } from '../../guidelines/domain/risk-tier.js'
import type { ShownAnswer } from '../../guidelines/domain/shown-answers.js'
import { type AuditMethod, JUDGED_BECAUSE, type JudgedBecause } from './audit-method.js'
import { drawSample, sizeOf } from './sample.js'

export interface AuditFacts {
  bidId: string
  tier: Tier
  answers: readonly ShownAnswer[]
  findings: readonly Pick<Finding, 'rule' | 'outcome' | 'questions'>[]
  /** 64 hexadecimal digits. */
  seed: string
}

export interface AnswerToJudge {
  question: string
  reasons: JudgedBecause[]
}

/** What the sample was drawn from, and what came out. */
export interface Sample {
  candidates: string[]
  size: number
  drawn: string[]
}

export const isReferral = ({ outcome }: Pick<Finding, 'outcome'>): boolean => outcome === 'refer'

export const isContradiction = ({ rule }: Pick<Finding, 'rule'>, { contradictionRules }: AuditMethod): boolean =>
  rule.startsWith(contradictionRules)

/** The sample of one bid: from the answers that nothing else puts before the officer. Null at a tier without one. */
export function sampleOf(facts: AuditFacts, method: AuditMethod): Sample | null {
  const { sample } = method.tiers[facts.tier]
  if (sample === null) return null
  const candidates = facts.answers.filter(answer => reasonsFor(answer, facts, method).length === 0).map(({ question }) => question)
  const size = sizeOf(sample, candidates.length)
  return { candidates, size, drawn: drawSample(facts.seed, facts.bidId, candidates, size) }
}

/** The answers that must be judged before the audit can be signed off, in the order of the questionnaire, each with why. */
export function answersToJudge(facts: AuditFacts, method: AuditMethod): AnswerToJudge[] {
  const drawn = sampleOf(facts, method)?.drawn ?? []
  return facts.answers
    .map(answer => ({
      question: answer.question,
      reasons: [...reasonsFor(answer, facts, method), ...(drawn.includes(answer.question) ? (['sampled'] as const) : [])],
    }))
    .filter(({ reasons }) => reasons.length > 0)
}

function reasonsFor({ question, required }: ShownAnswer, { tier, findings }: AuditFacts, method: AuditMethod): JudgedBecause[] {
  const naming = findings.filter(({ questions }) => questions.includes(question))
  const holds: Record<JudgedBecause, boolean> = {
    required,
    referred: naming.some(isReferral),
    contradictory: naming.some(finding => isContradiction(finding, method)),
    sampled: false,
  }
  return JUDGED_BECAUSE.filter(reason => reason !== 'sampled' && method.tiers[tier].judged.includes(reason) && holds[reason])
}
