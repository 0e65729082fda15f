import type { Answer } from './answers.js'
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
    const beside = (answer?.files ?? []).map(file => ({ question: source.id, item: '', file }))
    const items = (source.options ?? []).flatMap(({ code }) =>
      (answer?.itemFiles?.[code] ?? []).map(file => ({ question: source.id, item: code, file })),
    )
    return [...beside, ...items]
  })

/** One row of evidence for each file, with what is known of it. */
export const evidenceOf = (attached: readonly Attached[], files: unknown): Record<string, unknown>[] =>
  attached.map(place => {
    const known = own(files, place.file)
    const [name, issueDate, expiryDate, scan, readable] = ['name', 'issueDate', 'expiryDate', 'scan', 'readable'].map(member =>
      own(known, member),
    )
    return { ...place, name, issueDate, expiryDate, scan, readable, known: known === undefined ? 'no' : 'yes' }
  })
