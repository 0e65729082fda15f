import { shownHash } from '../../shared/canonical.js'
import { linesOf } from '../library/domain/answer-words.js'
import { findQuestion } from '../library/domain/question-set.js'
import { versionHref } from '../library/library-links.js'
import { partsInWords } from '../library/library-progress.js'
import { getNamedSet } from '../library/question-sets.js'
import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import type { DomainError } from '../../shared/domain/errors.js'
import { offerInWords, ownHead, toDoOf } from './own-application-views.js'
import { applicationHref } from './own-application-links.js'
import type { OwnApplication, Preparation } from './own-application.js'
import type { Appointment } from './own-appointment.js'
import type { AnswerSince } from './own-changes.js'
import { UNDER_WAY_STATES } from './domain/application-lifecycle.js'
import type { GivenAnswer, PinnedAnswer } from './pinned-answers.js'
import type { Thread } from './reply.service.js'
import type { RaisedGround } from './reply-thread.js'

/** The whole application as it would be given to the officers. */
export function reviewView(application: OwnApplication, preparation: Preparation) {
  const { library } = preparation
  const products = library.products.filter(({ id }) => application.productIds.includes(id))
  return {
    application: ownHead(application),
    parts: partsInWords({ ...library, products }),
    offer: offerInWords(application.facets, application.offer),
    toDo: toDoOf(application, preparation),
    declaration: application.signs,
  }
}

/** `mustProve`: whether the password is asked for. What was typed stays, but no secret goes to a page. */
export function signingView(
  application: OwnApplication,
  preparation: Preparation | null,
  mustProve: boolean,
  form: FormView,
  refusal?: DomainError,
) {
  const href = applicationHref(application.id)
  const toDo = preparation === null ? [] : toDoOf(application, preparation)
  const { declared, ...values } = withoutSecrets(form.values)
  const hasChanged = refusal?.code === 'stale-version' || refusal?.code === 'declaration-changed'
  const changed = {
    text: 'Something of the application changed after you opened this page, so nothing was submitted. Look at it again first.',
    href: `${href}/review`,
  }
  const isIncomplete = refusal !== undefined && toDo.length > 0
  return {
    application: ownHead(application),
    form: {
      ...form,
      values: hasChanged || declared === undefined ? values : { ...values, declared },
      summary: hasChanged ? [changed] : isIncomplete ? toDo : form.summary,
    },
    mustProve,
    contentHash: preparation?.contentHash ?? '',
    declaration: application.signs,
    toDo,
    isDraft: preparation !== null,
  }
}

export const withdrawingView = (application: OwnApplication, mustProve: boolean, form: FormView) => ({
  application: ownHead(application),
  form: { ...form, values: withoutSecrets(form.values) },
  mustProve,
  mayWithdraw: UNDER_WAY_STATES.some(state => state === application.state),
})

/** How an application stands that was submitted, with what was asked and said. */
export const standingView = (application: OwnApplication, { messages, raised }: Thread, today: string, maySign: boolean) => ({
  application: ownHead(application),
  declaredAs: application.declaredAs,
  declaration: application.signs,
  dueBy: application.dueBy,
  extension: application.extensionReason,
  criterion: application.criterion,
  ground: application.ground === null ? null : titleOfGround(application, application.ground),
  reasons: application.reasons,
  offer: offerInWords(application.facets, application.offer),
  messages,
  asked: messages.findLast(({ side }) => side === 'officer') ?? null,
  raised: raised.map(each => groundView(application, each)),
  isLate: application.dueOn !== null && application.dueOn < today,
  maySign,
  againHref: `/supplier/applications/new?category=${application.categoryId}`,
})

export const groundView = (application: OwnApplication, raised: RaisedGround) => ({
  ...raised,
  title: titleOfGround(application, raised.ground),
  href: `${applicationHref(application.id)}/exclusions/${raised.ground}`,
})

const titleOfGround = ({ questionSet }: OwnApplication, ground: string): string =>
  findQuestion(setOf(questionSet), ground)?.question.title ?? ground

/** "selection 1.0.0" names a set of this version. */
const setOf = (questionSet: string | null) => getNamedSet(questionSet ?? '')

/** In the order in which they are asked, so that B2 stands before B10; what is about one question stays as it came. */
function inOrder<T>(questionSet: string | null, answers: readonly T[], questionOf: (answer: T) => string): readonly T[] {
  if (answers.length === 0) return answers
  const asked = setOf(questionSet).parts.flatMap(({ questions }) => questions.map(({ id }) => id))
  return answers.toSorted((one, other) => asked.indexOf(questionOf(one)) - asked.indexOf(questionOf(other)))
}

/** Every version that the officers were given, in words; apart those that came after the decision. */
export const givenView = (application: OwnApplication, given: readonly GivenAnswer[]) => ({
  application: ownHead(application),
  answers: wordsOfGiven(
    application,
    given.filter(({ isLater }) => !isLater),
  ),
  later: wordsOfGiven(
    application,
    given.filter(({ isLater }) => isLater),
  ),
})

const wordsOfGiven = (application: OwnApplication, given: readonly GivenAnswer[]) =>
  inOrder(application.questionSet, given, ({ question }) => question).map(
    ({ question: id, version, hash, given: how, pinnedAt, expiresOn, content, counts }) => {
      const question = findQuestion(setOf(content.questionSet), id)?.question ?? null
      return {
        id,
        title: question?.title ?? id,
        product: content.product?.name ?? null,
        lines: question === null ? [] : linesOf(question, content.answer),
        ...{ version, hash: shownHash(Buffer.from(hash, 'hex')), how, pinnedAt, expiresOn, counts },
      }
    },
  )

/** What the officers have, beside what the library says now: first what differs. */
export function changesView(application: OwnApplication | null, since: readonly AnswerSince[]) {
  const answers = inOrder(application?.questionSet ?? null, since, ({ pinned }) => pinned.question).map(sinceRow)
  const differing = answers.filter(({ hasChanged }) => hasChanged)
  return {
    application: application === null ? null : ownHead(application),
    answers,
    changed: differing.length,
    differing,
    same: answers.filter(({ hasChanged }) => !hasChanged),
  }
}

const sinceRow = ({ pinned, version, confirmedAt, hasChanged }: AnswerSince) => ({
  title: findQuestion(setOf(pinned.content.questionSet), pinned.question)?.question.title ?? pinned.question,
  product: pinned.content.product?.name ?? null,
  givenVersion: pinned.version,
  givenAt: pinned.pinnedAt,
  version,
  confirmedAt,
  hasChanged,
  href: comparison(pinned, version),
})

function comparison(pinned: PinnedAnswer, version: number): string {
  const href = versionHref(pinned, version)
  return `${href}${href.includes('?') ? '&' : '?'}from=${pinned.version}`
}

export const appointmentView = (application: OwnApplication, appointment: Appointment) => ({
  application: ownHead(application),
  appointment,
  offer: offerInWords(
    application.facets,
    Object.entries(appointment.offer).flatMap(([facet, values]) => values.map(value => `${facet}/${value}`)),
  ),
  answers: inOrder(appointment.questionSet, appointment.answers, ({ question }) => question).map(({ question, ...answer }) => ({
    ...answer,
    question,
    title: findQuestion(setOf(appointment.questionSet), question)?.question.title ?? question,
  })),
})
