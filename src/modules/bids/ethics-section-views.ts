import type { Answer } from '../guidelines/domain/answers.js'
import type { QuestionSource, SectionSource } from '../guidelines/domain/pack-source.js'
import type { Finding } from '../guidelines/domain/report.js'
import { type FormView, freshForm } from '../../web/pages/form.js'
import { findingsOf, listsFor, progressOf, savedAnswer, sectionAddress, sectionOf } from './ethics-views.js'
import type { EthicsQuestionnaire } from './ethics-questionnaire.service.js'
import { fieldOf, fingerprint } from './domain/typed-answers.js'
import { fieldsOfQuestion, type Lists } from './question-fields.js'
import type { TypedForm } from './section-form.js'
import { bidHref, bidHead } from './bid-head.js'

/** A table longer than this is not changed on a page: it would not fit into one form. */
export const MOST_ROWS = 100

/** One section with a field for everything it asks: filled with what is saved, or with what was typed and not saved. */
export function sectionView(questionnaire: EthicsQuestionnaire, id: string, typed: TypedForm | null = null, form: FormView = freshForm()) {
  const section = sectionOf(questionnaire, id)
  const { revision = 0, savedAt = null } = questionnaire.saved.find(each => each.section === id) ?? {}
  const lists = listsFor(questionnaire)
  const shown = section.questions.filter(({ id: question }) => questionnaire.asked.some(each => each.question === question))
  return {
    bid: bidHead(questionnaire.bid),
    form,
    section: { id, title: section.title, address: sectionAddress(questionnaire.bid.id, id), ...placeOf(questionnaire, section) },
    revision: typed?.revision ?? revision,
    savedAt,
    progress: progressOf(questionnaire, section),
    questions: shown.map(question => questionView(questionnaire, question, { lists, isBegun: revision > 0, typed })),
  }
}

interface Around {
  lists: Lists
  isBegun: boolean
  typed: TypedForm | null
}

function questionView(questionnaire: EthicsQuestionnaire, question: QuestionSource, { lists, isBegun, typed }: Around) {
  const { id, text, type, help, clauses } = question
  const { required, parts } = questionnaire.asked.find(each => each.question === id) ?? { required: false, parts: [] }
  const saved = savedAnswer(questionnaire, id)
  const answer: Answer = typed?.answers[id] ?? (typed?.asked.includes(id) === true ? {} : (saved ?? {}))
  const fits = (saved?.rows?.length ?? 0) <= MOST_ROWS
  return {
    id,
    text,
    type,
    required,
    help,
    clauses,
    fits,
    was: typed?.was[id] ?? fingerprint(saved),
    findings: isBegun ? findingsOf(questionnaire, id).map(each => findingLink(questionnaire, each)) : [],
    ...fieldsOfQuestion(question, fits ? answer : {}, parts, lists),
    rowsId: fieldOf(id, 'rows'),
    mayAddRow: fits && (answer.rows?.length ?? 0) < MOST_ROWS,
  }
}

const findingLink = ({ bid }: EthicsQuestionnaire, { rule, outcome, message }: Finding) => ({
  rule,
  outcome,
  message,
  href: `${bidHref(bid.id)}/check#${rule}`,
})

/** "Section 3 of 10". */
const placeOf = ({ sections }: EthicsQuestionnaire, section: SectionSource) => ({
  number: sections.indexOf(section) + 1,
  of: sections.length,
})
