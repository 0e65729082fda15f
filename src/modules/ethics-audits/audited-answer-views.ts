import type { Actor } from '../../shared/domain/actor.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { answerInWords, type NamedInNotice } from '../guidelines/domain/answer-in-words.js'
import type { ClauseSource, QuestionSource } from '../guidelines/domain/pack-source.js'
import { answerHref, auditHref, fileHref } from './audit-addresses.js'
import type { AnswerView, FileView } from './answer-view.js'
import { headOf, mayJudge, nextToJudge } from './audit-page-views.js'
import type { AuditView } from './audit-view.js'
import { mayBeAnswered, MOST_MESSAGES } from './domain/audit-thread.js'
import type { Verdict } from './ethics-audit-queries.js'
import type { OtherAnswer } from './other-answers.service.js'

export interface AnswerParts {
  actor: Actor
  audit: AuditView
  /** What the answers name of the requirement. */
  notice: NamedInNotice
  answer: AnswerView
  question: QuestionSource
  /** Of the pinned edition. */
  clauses: readonly ClauseSource[]
  /** What each rule of the check says is wrong. */
  ruleWords: ReadonlyMap<string, string>
  others: Page<OtherAnswer>
  /** Whether there are bidders before these. */
  hasEarlierOthers: boolean
}

/** One answer with all that there is to judge it by. */
export function auditedAnswerView(parts: AnswerParts, form: FormView) {
  const { actor, audit, answer, question } = parts
  const { questionId, judgedBecause, assurance, rules, companions } = answer
  const { type, help } = question
  return {
    audit: headOf(audit),
    revision: audit.revision,
    href: answerHref(audit.id, questionId),
    question: { id: questionId, text: question.text, type, whyWeAsk: help.whyWeAsk, whatGoodLooksLike: help.whatGoodLooksLike },
    judgedBecause,
    answer: answerInWords(question, answer.answer, {
      files: new Map(answer.files.map(({ id, name }) => [id, name])),
      notice: parts.notice,
    }),
    assurance,
    files: answer.files.map(file => fileRow(audit, question, file)),
    ...{ companions, allRulesTraced: audit.allRulesTraced },
    rules: rules.map(rule => ({ ...rule, looksFor: rule.finding === null ? (parts.ruleWords.get(rule.rule) ?? null) : null })),
    clauses: answer.clauses,
    citable: citableIn(parts),
    others: parts.others.items.map(other => otherOf(question, parts.notice, other)),
    moreOthers: moreOf(parts),
    firstOthers: parts.hasEarlierOthers ? `${answerHref(audit.id, questionId)}#others` : null,
    verdict: answer.verdict === null ? null : verdictOf(actor, answer.verdict),
    undoHref: answer.verdict === null ? null : `${answerHref(audit.id, questionId)}/undo/${answer.verdict.id}`,
    earlier: answer.earlierVerdicts.map(verdict => verdictOf(actor, verdict)),
    thread: threadOf(answer),
    ways: waysFrom(audit, questionId),
    mayJudge: mayJudge(actor, audit),
    isSignedOff: audit.state === 'signed-off',
    form,
  }
}

const fileRow = (audit: AuditView, { options = [] }: QuestionSource, { id, item, name, level, reason }: FileView) => ({
  name,
  item: options.find(({ code }) => code === item)?.label ?? item,
  level,
  reason,
  href: fileHref(audit.id, id),
})

/** The clauses that may be cited: those of the question first, then all others that bind suppliers. */
function citableIn({ audit, answer, clauses }: AnswerParts) {
  const duties = new Map(clauses.map(({ id, duty }) => [id, duty]))
  const citable = audit.report.clauses.map(({ id }) => ({ id, duty: duties.get(id) ?? '', isOfQuestion: false }))
  const own = answer.clauses.map(({ id }) => id)
  return citable.map(clause => ({ ...clause, isOfQuestion: own.includes(clause.id) })).toSorted(byQuestion)
}

const byQuestion = (one: { isOfQuestion: boolean }, other: { isOfQuestion: boolean }): number =>
  Number(other.isOfQuestion) - Number(one.isOfQuestion)

const otherOf = (question: QuestionSource, notice: NamedInNotice, { supplierName, answer, fileNames, finding, auditId }: OtherAnswer) => ({
  supplierName,
  answer: answer === null ? null : answerInWords(question, answer, { files: new Map(Object.entries(fileNames)), notice }),
  finding,
  href: auditId === null || answer === null ? null : answerHref(auditId, question.id),
})

const moreOf = ({ audit, question, others: { nextCursor } }: AnswerParts): string | null =>
  nextCursor === null ? null : `${answerHref(audit.id, question.id)}?others=${encodeURIComponent(nextCursor)}#others`

const verdictOf = ({ personId }: Actor, { finding, reason, clause, checked, officerId, givenAt, undoneBy, undoneAt }: Verdict) => ({
  ...{ finding, reason, clause, checked, givenAt, undoneAt },
  isOwn: officerId === personId,
  isUndoneByReader: undoneBy === personId,
})

function threadOf({ thread }: AnswerView) {
  if (thread === null) return null
  const { state, messages } = thread
  return { state, messages, mayAsk: mayBeAnswered(state) && messages.length < MOST_MESSAGES }
}

function waysFrom(audit: AuditView, questionId: string) {
  const ids = audit.answers.map(answer => answer.questionId)
  const place = ids.indexOf(questionId)
  const at = (id: string | undefined): string | null => (id === undefined ? null : answerHref(audit.id, id))
  return {
    place: place + 1,
    of: ids.length,
    previous: at(ids[place - 1]),
    next: at(ids[place + 1]),
    nextToJudge: nextToJudge(audit, questionId),
    overview: auditHref(audit.id),
  }
}
