import type { Answers } from '../../guidelines/domain/answers.js'
import type { Answer, ApiClient } from './api-client.js'
import { must } from './walk.js'

/** The section of a question: the first digit of its id, or D for the declarations. */
const sectionOf = (questionId: string): string => (questionId.startsWith('D') ? 'D' : questionId.slice(1, 2))

/** Saves the answers section by section, each with its ETag; answers what the last one was answered. */
export async function saveAnswers(supplier: ApiClient, bidId: string, answers: Answers): Promise<Answer> {
  let last: Answer | null = null
  for (const section of new Set(Object.keys(answers).map(sectionOf))) {
    const { etag } = must(await supplier.get(`/bids/${bidId}/ethics-answers?section=${section}`), 200)
    const own = Object.fromEntries(Object.entries(answers).filter(([id]) => sectionOf(id) === section))
    last = must(await supplier.patch(`/bids/${bidId}/ethics-answers`, own, etag), 200)
  }
  if (last === null) throw new Error('There are no answers to save.')
  return last
}
