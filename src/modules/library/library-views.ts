import type { FormView } from '../../web/pages/form.js'
import { expiryState, remindersInWords } from './domain/expiry.js'
import { type PartSource, type QuestionSet, setName } from './domain/question-set.js'
import { LIBRARY, partHref, retireHref } from './library-links.js'
import { partsInWords, tasksOf } from './library-progress.js'
import type { CurrentAnswer, Product } from './library-queries.js'
import type { Library } from './library.service.js'

/** The library as a task list: how far each part is, what runs out, and when each was last confirmed. */
export function libraryView(library: Library, form: FormView) {
  const claimed = library.set.parts.filter(({ perProduct }) => perProduct === true)
  const { own, products } = tasksOf(library)
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
    reminders: remindersInWords(library.set),
  }
}

const retiredRow = ({ id, name, retiredAt }: Product, claimed: readonly PartSource[]) => ({
  name,
  retiredAt,
  href: partHref(claimed[0]?.id ?? '', id),
})

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

/** All of it, to be read and printed. */
export const printView = (library: Library) => ({ back: LIBRARY, questionSet: setName(library.set), parts: partsInWords(library) })

/** Whether a product is to be retired. */
export const retirementView = ({ id, name }: Product, { parts }: QuestionSet) => ({
  name,
  action: retireHref(id),
  back: partHref(parts.find(({ perProduct }) => perProduct === true)?.id ?? '', id),
})
