import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Answer, Answers } from './domain/answers.js'
import type { Pack } from './domain/pack.js'
import type { Proof } from './domain/prove-pack.js'
import type { Example, RuleCase } from './domain/rule-case.js'
import type { RequirementForRules } from './domain/requirement-for-rules.js'
import type { Tier } from './domain/risk-tier.js'

/** A worked example: a requirement without ids and deadlines, answers that give no finding, a first draft that is blocked, and the rest of the bid. */
export interface GoldenBid {
  requirement: RequirementForRules & Record<string, unknown>
  /** The files the answers name, as known after upload, and what is on record about the supplier. */
  facts: { files: Record<string, unknown>; earlierStatements: unknown[]; systemCards: unknown[] }
  passing: Answers
  firstDraft: Answers
  bid: {
    awardAnswers: { questionId: string; text: string }[]
    priceSchedule: { lineId: string; unitPrice: string }[]
    declarations: { conflictOfInterest: string; subcontractors: string[]; consortium: string[]; termsAccepted: boolean }
  }
}

export const GOLDEN_BIDS = { low: 'road-defect', medium: 'council-chatbot', high: 'fraud-referrals' } as const satisfies Record<
  Tier,
  string
>

const FIXTURES = join(import.meta.dirname, 'packs/ai-procurement/2020-06-08/fixtures')

const read = (name: string): unknown => JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as unknown

/** The golden bid of a tier; its file holds of the first draft only what differs. */
export function goldenBid(tier: Tier): GoldenBid {
  const stored = read(`golden/${GOLDEN_BIDS[tier]}`) as GoldenBid
  return { ...stored, firstDraft: withAnswers(stored.passing, stored.firstDraft) }
}

/** The answers with some replaced; null takes one out. */
const withAnswers = (answers: Answers, changes: Answers): Answers =>
  Object.fromEntries(Object.entries({ ...answers, ...changes }).filter(([, answer]) => answer !== null))

/** The low-tier bid of a supplier with nothing to attach: no certificate, no documentation. It passes with two warnings, SR-31 and SR-46. */
export function goldenBidWithoutFiles(): GoldenBid {
  const golden = goldenBid('low')
  const changes = {
    Q605: null,
    Q704: {
      value: ['none'],
      reason:
        'Our certificate is being renewed: the assessment is booked for January, and we will send the new one before the contract is signed.',
    },
  }
  const facts = { ...golden.facts, files: {} }
  return { ...golden, facts, passing: withAnswers(golden.passing, changes), firstDraft: withAnswers(golden.firstDraft, changes) }
}

/** The answers as they would be signed on a day: the day in the file is of when it was written. */
export const signedOn = (day: string, answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers as Readonly<Record<string, Answer>>).map(([id, answer]) => [
      id,
      answer.signature === undefined ? answer : { ...answer, signature: { ...answer.signature, date: day } },
    ]),
  )

/** The cases by which each rule shows when it fires, passes and does not know. */
export const ruleCases = (): Record<string, RuleCase> => read('cases') as Record<string, RuleCase>

/** What the pack is proved on at start: the golden bids, with their notices as publication completes them, and the cases. */
export const proofOf = ({ versions, blockingRules }: Pack): Proof => {
  const example = (tier: Tier): Example => {
    const { requirement, passing, facts } = goldenBid(tier)
    const notice = { ruleSet: versions.ruleSet, blockingRules: blockingRules[tier] }
    return { requirement: { ...requirement, notice }, answers: passing, facts }
  }
  return { examples: { low: example('low'), medium: example('medium'), high: example('high') }, cases: ruleCases() }
}
