import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { currentSet } from './question-sets.js'

/** Which questions take files as evidence, and how many. */
interface EvidenceOfQuestions {
  set: string
  questions: readonly { ids: readonly string[]; because: string }[]
  limits: { perAnswer: number; perLibrary: number; source: string }
}

/** Reads which questions take files; throws where it names another set, or a question that is not asked. */
export function readQuestionEvidence(text: string): EvidenceOfQuestions {
  const evidence = JSON.parse(text) as EvidenceOfQuestions
  const { id, parts } = currentSet()
  const asked = new Set(parts.flatMap(({ questions }) => questions.map(question => question.id)))
  const named = evidence.questions.flatMap(({ ids }) => ids)
  const faults = [
    ...(evidence.set === id ? [] : [`it is about ${evidence.set}`]),
    ...named.filter(each => !asked.has(each)).map(each => `there is no question ${each}`),
    ...named.filter((each, place) => named.indexOf(each) !== place).map(each => `${each} stands there twice`),
  ]
  if (faults.length > 0) throw new Error(`Which questions take files cannot be read: ${faults.join('; ')}`)
  return evidence
}

const EVIDENCE = readQuestionEvidence(readFileSync(join(import.meta.dirname, 'question-sets', 'evidence.json'), 'utf8'))

const TAKING = new Set(EVIDENCE.questions.flatMap(({ ids }) => ids))

/** Whether files can be added to the answer to a question of the current set. */
export const takesFiles = (questionId: string): boolean => TAKING.has(questionId)

/** How many files an answer and a library take. */
export const FILE_LIMITS = EVIDENCE.limits
