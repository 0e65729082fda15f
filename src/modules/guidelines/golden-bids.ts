import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Answers } from './domain/answers.js'
import type { RequirementForRules } from './domain/requirement-for-rules.js'

/** A worked example: a requirement without ids and dates, answers that pass, a first draft that does not, and the rest of the bid. */
export interface GoldenBid {
  requirement: RequirementForRules & Record<string, unknown>
  passing: Answers
  firstDraft: Answers
  bid: {
    awardAnswers: { questionId: string; text: string }[]
    priceSchedule: { lineId: string; unitPrice: string }[]
    declarations: { conflictOfInterest: string; subcontractors: string[]; consortium: string[]; termsAccepted: boolean }
  }
}

/** What a case changes in the golden bid; a null answer takes it out. */
export interface RuleCase {
  requirement?: Record<string, unknown>
  answers?: Record<string, unknown>
}

const FIXTURES = join(import.meta.dirname, 'packs/ai-procurement/2020-06-08/fixtures')

const read = (name: string): unknown => JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as unknown

export const roadDefect = (): GoldenBid => read('road-defect') as GoldenBid

/** The cases by which each rule shows when it fires, passes and does not know. */
export const ruleCases = (): Record<string, RuleCase> => read('cases') as Record<string, RuleCase>
