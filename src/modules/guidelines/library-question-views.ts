import { NotFound } from '../../shared/domain/errors.js'
import type { ColumnSource, OptionSource, PartSource, QuestionSource } from './domain/pack-source.js'
import { capital } from './domain/trace-words.js'
import type { GuidelineBook } from './guideline-book.js'
import { bookHead, clauseLink, companionLink, ruleLink, sectionHref } from './library-links.js'
import { neighbours } from './library-views.js'

/** One section of the questionnaire, with every question as a bidder may meet it. */
export function librarySectionView(book: GuidelineBook, id: string) {
  const place = book.sections.findIndex(each => each.id === id)
  const section = book.sections[place]
  if (section === undefined) throw new NotFound('section of the questionnaire')
  return {
    book: bookHead(book),
    section: { id, title: section.title, number: place + 1, of: book.sections.length },
    questions: section.questions.map(question => questionView(book, question)),
    ...neighbours(book, book.sections, place, sectionHref),
  }
}

function questionView(book: GuidelineBook, question: QuestionSource) {
  const { id, text, type, asked, askedBecause, help, clauses, also, visibleWhen } = question
  return {
    id,
    text,
    type,
    asked,
    askedBecause,
    help,
    limits: limitsOf(question),
    options: (question.options ?? []).map(optionView),
    parts: (question.parts ?? []).map(partView),
    columns: (question.columns ?? []).map(columnView),
    when: visibleWhen === undefined ? [] : book.inWords(visibleWhen),
    clauses: clauses.map(each => clauseLink(book, each)),
    companions: also.map(each => companionLink(book, each)),
    rules: book.supplierRules.filter(rule => book.readBy.get(rule.id)?.includes(id) === true).map(rule => ruleLink(book, rule)),
  }
}

const optionView = ({ label, says, needsReason }: OptionSource) => ({ label, says: says ?? null, needsReason: needsReason === true })

const partView = ({ label, requiredWhen }: PartSource) => ({ label: capital(label), always: requiredWhen === undefined })

const columnView = ({ label, options = [] }: ColumnSource) => ({ label: capital(label), options: options.map(each => each.label) })

const limitsOf = ({ range, files, floorWords, takesText, itemFiles }: QuestionSource) => ({
  range: range ?? null,
  files: files ?? null,
  floorWords: floorWords ?? null,
  takesText: takesText === true,
  itemFiles: itemFiles === true,
})
