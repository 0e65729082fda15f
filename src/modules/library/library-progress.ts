import { linesOf } from './domain/answer-words.js'
import { type AnswerState, stateOf, stateOfAll } from './domain/completeness.js'
import { type ExpiryState, expiryState } from './domain/expiry.js'
import { NO_ANSWER } from './domain/library-answer.js'
import type { PartSource, QuestionSource } from './domain/question-set.js'
import { partHref } from './library-links.js'
import type { CurrentAnswer, Product } from './library-queries.js'
import type { Library } from './library.service.js'

/** How far each part is: those of the organisation, and the claims about each product that is offered. */
export function tasksOf(library: Library) {
  const claimed = library.set.parts.filter(({ perProduct }) => perProduct === true)
  const offered = library.products.filter(({ retiredAt }) => retiredAt === null)
  return {
    own: library.set.parts.filter(({ perProduct }) => perProduct !== true).map(part => task(library, part, null)),
    products: offered.map(product => ({ name: product.name, tasks: claimed.map(part => task(library, part, product)) })),
  }
}

/** How far a part is. */
export interface PartTask {
  title: string
  href: string
  state: AnswerState
  /** So many of so many questions have a whole answer. */
  answered: number
  of: number
  /** The oldest moment at which one of its answers was confirmed. */
  confirmedAt: string | null
  expiry: ExpiryState
}

function task(library: Library, part: PartSource, product: Product | null): PartTask {
  const current = part.questions.map(question => ({ question, saved: answerTo(library, question, product?.id ?? null) }))
  const states = current.map(({ question, saved }) => stateOf(question, saved?.answer ?? NO_ANSWER))
  const confirmed = current.flatMap(({ saved }) => (saved === null ? [] : [saved.confirmedAt])).toSorted()
  const expiries = current.map(({ saved }) => expiryState(library.set, saved?.expiresOn ?? null, library.today))
  return {
    title: part.title,
    href: partHref(part.id, product?.id ?? null),
    state: stateOfAll(states),
    answered: states.filter(state => state === 'done').length,
    of: states.length,
    confirmedAt: confirmed[0] ?? null,
    expiry: (['expired', 'near', 'good'] as const).find(state => expiries.includes(state)) ?? 'none',
  }
}

export const answerTo = ({ answers }: Pick<Library, 'answers'>, { id }: QuestionSource, productId: string | null): CurrentAnswer | null =>
  answers.find(each => each.question === id && each.productId === productId) ?? null

/** Every question with its answer in words; claims of the products that are offered. */
export function partsInWords(library: Library) {
  const of = (part: PartSource, product: Product | null) => ({
    title: part.title,
    product: product?.name ?? null,
    questions: part.questions.map(question => {
      const saved = answerTo(library, question, product?.id ?? null)
      return {
        id: question.id,
        title: question.title,
        text: question.text,
        lines: linesOf(question, saved?.answer ?? NO_ANSWER),
        state: stateOf(question, saved?.answer ?? NO_ANSWER),
        version: saved?.version ?? 0,
        hash: saved?.hash ?? null,
        confirmedAt: saved?.confirmedAt ?? null,
        expiresOn: saved?.expiresOn ?? null,
        expiry: expiryState(library.set, saved?.expiresOn ?? null, library.today),
      }
    }),
  })
  const offered = library.products.filter(({ retiredAt }) => retiredAt === null)
  return library.set.parts.flatMap(part => (part.perProduct === true ? offered.map(product => of(part, product)) : [of(part, null)]))
}
