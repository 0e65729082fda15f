import type { ScanState } from '../../files/domain/scan.js'
import { lacking } from '../../library/domain/completeness.js'
import { type LibraryAnswer, NO_ANSWER } from '../../library/domain/library-answer.js'
import type { PartSource, QuestionSet, QuestionSource } from '../../library/domain/question-set.js'

/** An answer of the library, as far as its completeness goes. */
export interface GivenAnswer {
  question: string
  productId: string | null
  answer: LibraryAnswer
  expiresOn: string | null
}

/** A question that keeps an application from being submitted; of a claim, about a product. */
export interface LackingAnswer {
  question: string
  title: string
  productId: string | null
  /** What is missing, in words; empty where the answer is out of date. */
  lacks: string[]
  isExpired: boolean
}

/** What is known of files by their ids. */
export type Scans = ReadonlyMap<string, { scan: ScanState }>

const WHY_BAD: Partial<Record<ScanState, string>> = {
  infected: 'in which malware was found',
  unscannable: 'which could not be looked into for malware',
}

/** Files of an answer that can be given to nobody, as what the answer lacks, in words. One that waits for the scanner keeps nobody waiting. */
export const lackingFiles = ({ files = [] }: LibraryAnswer, scans: Scans): string[] =>
  files.flatMap(({ id, name }) => {
    const why = WHY_BAD[scans.get(id)?.scan ?? 'pending']
    return why === undefined ? [] : [`a file in place of ${name}, ${why}`]
  })

/** Every question that is not answered in full today (T6 submit): all of the selection questionnaire, and all topics of the baseline for each product. */
export function lackingForSubmission(
  set: QuestionSet,
  answers: readonly GivenAnswer[],
  productIds: readonly string[],
  today: string,
  scans: Scans,
): LackingAnswer[] {
  const check = (question: QuestionSource, productId: string | null): LackingAnswer[] => {
    const { id, title } = question
    const given = answers.find(each => each.question === id && each.productId === productId)
    const answer = given?.answer ?? NO_ANSWER
    const lacks = [...lacking(question, answer), ...lackingFiles(answer, scans)]
    const isExpired = given?.expiresOn != null && given.expiresOn < today
    return lacks.length > 0 || isExpired ? [{ question: id, title, productId, lacks, isExpired }] : []
  }
  return set.parts.flatMap(part => ownersOf(part, productIds).flatMap(owner => part.questions.flatMap(question => check(question, owner))))
}

const ownersOf = ({ perProduct }: PartSource, productIds: readonly string[]): readonly (string | null)[] =>
  perProduct === true ? productIds : [null]
