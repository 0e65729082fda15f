/** What a panel compares bids by: the buyer's award questions, then the questions on ethics in the order of the questionnaire. */
export type ComparedKind = 'award' | 'ethics'

export interface ComparedQuestion {
  kind: ComparedKind
  id: string
  text: string
  /** The section of the questionnaire; null for award questions. */
  section: string | null
}

interface Asked {
  awardQuestions: readonly { id: string; text: string }[]
  sections: readonly { title: string; questions: readonly { id: string; text: string }[] }[]
  /** The questions on ethics that are asked of one of the bids, or that one of them answers. */
  ethics: ReadonlySet<string>
}

export const comparedQuestions = ({ awardQuestions, sections, ethics }: Asked): ComparedQuestion[] => [
  ...awardQuestions.map(({ id, text }): ComparedQuestion => ({ kind: 'award', id, text, section: null })),
  ...sections.flatMap(({ title, questions }) =>
    questions.filter(({ id }) => ethics.has(id)).map(({ id, text }): ComparedQuestion => ({ kind: 'ethics', id, text, section: title })),
  ),
]

export interface Neighbours {
  question: ComparedQuestion
  previous: ComparedQuestion | null
  next: ComparedQuestion | null
}

/** A question with those before and after it; null where it is not compared. A buyer may number its questions like the questionnaire's. */
export function neighboursOf(questions: readonly ComparedQuestion[], kind: ComparedKind, id: string): Neighbours | null {
  const place = questions.findIndex(each => each.kind === kind && each.id === id)
  const question = questions[place]
  if (question === undefined) return null
  return { question, previous: questions[place - 1] ?? null, next: questions[place + 1] ?? null }
}
