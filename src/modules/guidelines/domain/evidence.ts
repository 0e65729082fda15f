import { filesFor, type Answer } from './answers.js'
import { own } from './json.js'
import type { Question } from './pack.js'

/** Where a file stands in the answers: its question, the option it proves where it is a file for one, and its id. */
export interface Attached {
  question: string
  item: string
  file: string
}

/** Every file of the shown answers, in the order of questions and options. */
export const attachedFiles = (questions: Iterable<Question>, answerTo: (question: string) => Answer | null): Attached[] =>
  [...questions].flatMap(({ source }) => {
    const answer = answerTo(source.id)
    if (answer?.files === undefined && answer?.itemFiles === undefined) return []
    const of = (item: string, files: readonly string[]): Attached[] => files.map(file => ({ question: source.id, item, file }))
    return [...of('', answer.files ?? []), ...(source.options ?? []).flatMap(({ code }) => of(code, filesFor(answer, code)))]
  })

/** One row of evidence for each file, with what is known of it. */
export const evidenceOf = (attached: readonly Attached[], files: unknown): Record<string, unknown>[] =>
  attached.map(place => {
    const known = own(files, place.file)
    return {
      ...place,
      name: own(known, 'name'),
      issueDate: own(known, 'issueDate'),
      expiryDate: own(known, 'expiryDate'),
      scan: own(known, 'scan'),
      readable: own(known, 'readable'),
      known: known === undefined ? 'no' : 'yes',
    }
  })
