import type { QuestionSource, RuleSource } from './domain/pack-source.js'
import type { GuidelineBook } from './guideline-book.js'

/** A thing of the library by its id, what it says, and where it stands; no address for what this edition does not hold. */
export interface LibraryLink {
  id: string
  text: string
  href: string | null
}

type Book = Pick<GuidelineBook, 'id' | 'edition'>

export const bookHref = ({ id, edition }: Book): string => `/guidelines/${encodeURIComponent(id)}/${encodeURIComponent(edition)}`

export const clauseHref = (book: Book, clause: string): string => `${bookHref(book)}/clauses/${encodeURIComponent(clause)}`

export const ruleHref = (book: Book, rule: string): string => `${bookHref(book)}/rules/${encodeURIComponent(rule)}`

export const sectionHref = (book: Book, section: string): string => `${bookHref(book)}/questions/${encodeURIComponent(section)}`

export const companionsHref = (book: Book): string => `${bookHref(book)}/companions`

/** What stands at the head of each page of one edition. */
export const bookHead = (book: GuidelineBook) => ({
  title: book.title,
  edition: book.edition,
  questionnaire: book.questionnaire,
  ruleSet: book.ruleSet,
  href: bookHref(book),
  questionsHref: `${bookHref(book)}/questions`,
  rulesHref: `${bookHref(book)}/rules`,
  companionsHref: companionsHref(book),
})

export const clauseLink = (book: GuidelineBook, id: string): LibraryLink => {
  const clause = book.clauses.find(each => each.id === id)
  return { id, text: clause?.duty ?? '', href: clause === undefined ? null : clauseHref(book, id) }
}

export const questionLink = (book: GuidelineBook, { id, text }: QuestionSource): LibraryLink => {
  const section = book.sections.find(({ questions }) => questions.some(each => each.id === id))
  return { id, text, href: section === undefined ? null : `${sectionHref(book, section.id)}#${id}` }
}

/** A rule by what it says is wrong. */
export const ruleLink = (book: GuidelineBook, { id, message }: Pick<RuleSource, 'id' | 'message'>): LibraryLink => ({
  id,
  text: withoutPlaceholders(message),
  href: ruleHref(book, id),
})

export const companionLink = (book: GuidelineBook, id: string): LibraryLink => {
  const companion = book.companions.find(each => each.id === id)
  return { id, text: companion?.title ?? '', href: companion === undefined ? null : `${companionsHref(book)}#${id}` }
}

/** What a rule says has gaps that a check fills in. */
export const withoutPlaceholders = (words: string): string => words.replaceAll(/\{\w+\}\.?/g, '…')
