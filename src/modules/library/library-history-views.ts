import type { Page } from '../../shared/keyset.js'
import { nextPage } from '../../web/pages/paging.js'
import { compareAnswers } from './domain/answer-words.js'
import { NO_ANSWER } from './domain/library-answer.js'
import { historyHref, partHref, versionHref } from './library-links.js'
import type { AnswerKey, AnswerVersion } from './library-queries.js'
import type { AnsweredQuestion, ComparedVersions, ReadVersion } from './library.service.js'

const keyOf = ({ question, product }: AnsweredQuestion): AnswerKey => ({ question: question.id, productId: product?.id ?? null })

const headOf = ({ question, part, product }: AnsweredQuestion) => ({
  id: question.id,
  title: question.title,
  text: question.text,
  product: product?.name ?? null,
  mayAnswer: (product?.retiredAt ?? null) === null,
  partHref: `${partHref(part.id, product?.id ?? null)}#${question.id}`,
})

/** Every version of an answer, newest first. */
export const historyView = (answered: AnsweredQuestion, page: Page<AnswerVersion>) => ({
  question: headOf(answered),
  confirmedAt: answered.current?.confirmedAt ?? null,
  confirmedByName: answered.current?.confirmedByName ?? null,
  versions: page.items.map(version => ({ ...version, href: versionHref(keyOf(answered), version.number) })),
  older: nextPage(historyHref(keyOf(answered)), page),
})

/** What one version says differently from another; of the first, all that it says. */
export function comparedView(compared: ComparedVersions) {
  const { question, before, after } = compared
  return {
    question: headOf(compared),
    back: historyHref(keyOf(compared)),
    product: compared.product?.id ?? null,
    before: before === null ? null : summaryOf(before),
    after: summaryOf(after),
    fields: compareAnswers(question, before?.content.answer ?? NO_ANSWER, after.content.answer),
  }
}

const summaryOf = ({ number, hash, writtenByName, writtenAt, content }: ReadVersion) => ({
  number,
  hash,
  writtenByName,
  writtenAt,
  questionSet: content.questionSet,
})
