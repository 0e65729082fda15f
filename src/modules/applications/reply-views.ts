import type { FormView } from '../../web/pages/form.js'
import { lacking } from '../library/domain/completeness.js'
import { findQuestion, type QuestionSet } from '../library/domain/question-set.js'
import { LIBRARY, partHref } from '../library/library-links.js'
import type { AnswerKey } from '../library/library-queries.js'
import { ownHead } from './own-application-views.js'
import type { OwnApplication } from './own-application.js'
import { groundView } from './own-standing-views.js'
import type { Renewed, Thread } from './reply.service.js'
import type { RaisedGround } from './reply-thread.js'

/** The name by which a form gives an answer. */
export const keyText = ({ question, productId }: AnswerKey): string => (productId === null ? question : `${question}.${productId}`)

export const keysOf = (texts: readonly string[]): AnswerKey[] =>
  texts.map(text => {
    const [question = '', productId = null] = text.split('.')
    return { question, productId }
  })

export function replyView(application: OwnApplication, thread: Thread, renewed: readonly Renewed[], set: QuestionSet, form: FormView) {
  const typed = form.values['answers']
  const chosen = typed === undefined ? [] : [typed].flat()
  return {
    form,
    application: ownHead(application),
    mayReply: application.state === 'clarification',
    messages: thread.messages,
    asked: askedOf(thread, set),
    answers: renewed.map(({ answer, givenVersion }) => {
      const question = findQuestion(set, answer.question)?.question
      const lacks = question === undefined ? [] : lacking(question, answer.answer)
      const value = keyText(answer)
      return {
        value,
        text: `${answer.question}, ${question?.title ?? answer.question}${answer.content.product === null ? '' : `, ${answer.content.product.name}`}`,
        hint: { text: hintOf(givenVersion, answer.version, lacks) },
        checked: chosen.includes(value),
      }
    }),
  }
}

/** Where the answer stands that was asked about last. A claim is one of several products, so its place is the library. */
function askedOf({ messages }: Thread, set: QuestionSet): { title: string; href: string } | null {
  const id = messages.findLast(({ side }) => side === 'officer')?.question ?? null
  const found = id === null ? null : findQuestion(set, id)
  if (found === null) return null
  const { part, question } = found
  return {
    title: `${question.id}, ${question.title}`,
    href: part.perProduct === true ? LIBRARY : `${partHref(part.id, null)}#${question.id}`,
  }
}

const hintOf = (given: number | null, now: number, lacks: readonly string[]): string => {
  const has = given === null ? 'The officers have none' : `The officers have version ${given}`
  return lacks.length === 0 ? `${has}; your library has version ${now}` : `${has}; still to answer: ${lacks.join('; ')}`
}

export const groundReplyView = (application: OwnApplication, raised: RaisedGround, maySign: boolean, form: FormView) => ({
  form,
  application: ownHead(application),
  ground: groundView(application, raised),
  mayReply: maySign && raised.reply === null && raised.outcome === null,
  maySign,
})
