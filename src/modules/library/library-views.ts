import type { FormView } from '../../web/pages/form.js'
import { linesOf } from './domain/answer-words.js'
import { type AnswerState, stateOf, stateOfAll } from './domain/completeness.js'
import { type ExpiryState, expiryState } from './domain/expiry.js'
import { NO_ANSWER } from './domain/library-answer.js'
import { type PartSource, type QuestionSource, setName } from './domain/question-set.js'
import { LIBRARY, partHref } from './library-links.js'
import type { CurrentAnswer, Product } from './library-queries.js'
import type { Library } from './library.service.js'

/** The library as a task list: how far each part is, what runs out, and when each was last confirmed. */
export function libraryView(library: Library, form: FormView) {
  const offered = library.products.filter(({ retiredAt }) => retiredAt === null)
  const own = library.set.parts.filter(({ perProduct }) => perProduct !== true).map(part => task(library, part, null))
  const claimed = library.set.parts.filter(({ perProduct }) => perProduct === true)
  const products = offered.map(product => ({ name: product.name, tasks: claimed.map(part => task(library, part, product)) }))
  const asked = [...own, ...products.flatMap(({ tasks }) => tasks)]
  return {
    form,
    here: LIBRARY,
    own,
    products,
    retired: library.products.flatMap(product => (product.retiredAt === null ? [] : [retiredRow(product, claimed)])),
    done: asked.filter(({ state }) => state === 'done').length,
    asked: asked.length,
    isEmpty: library.answers.length === 0,
    expiring: library.answers.flatMap(answer => expiring(library, answer)),
    daysBefore: [...library.set.reminders.daysBefore],
  }
}

const retiredRow = ({ id, name, retiredAt }: Product, claimed: readonly PartSource[]) => ({
  name,
  retiredAt,
  href: partHref(claimed[0]?.id ?? '', id),
})

interface Task {
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

function task(library: Library, part: PartSource, product: Product | null): Task {
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

/** What runs out soon or has run out, with where to renew it. */
function expiring(library: Library, { question: id, productId, expiresOn }: CurrentAnswer) {
  const state = expiryState(library.set, expiresOn, library.today)
  const product = library.products.find(each => each.id === productId) ?? null
  const part = library.set.parts.find(({ questions }) => questions.some(each => each.id === id))
  const isOver = product !== null && product.retiredAt !== null
  if (part === undefined || isOver || (state !== 'near' && state !== 'expired')) return []
  const title = part.questions.find(each => each.id === id)?.title
  return [{ title, product: product?.name ?? null, expiresOn, state, href: `${partHref(part.id, productId)}#${id}` }]
}

export const answerTo = ({ answers }: Pick<Library, 'answers'>, { id }: QuestionSource, productId: string | null): CurrentAnswer | null =>
  answers.find(each => each.question === id && each.productId === productId) ?? null

/** All of it, to be read and printed. */
export function printView(library: Library) {
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
  return {
    back: LIBRARY,
    questionSet: setName(library.set),
    parts: library.set.parts.flatMap(part => (part.perProduct === true ? offered.map(product => of(part, product)) : [of(part, null)])),
  }
}
