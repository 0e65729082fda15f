import { NotFound } from '../../shared/domain/errors.js'
import type { GuidelineBook } from './guideline-book.js'
import { bookHead, bookHref, clauseHref, clauseLink, companionLink, questionLink, ruleLink, sectionHref } from './library-links.js'
import type { GuidelineEditions } from './published-guidelines.js'

/** The guidelines with their editions. */
export const guidelinesView = (guidelines: readonly GuidelineEditions[]) => ({
  guidelines: guidelines.map(({ id, title, editions }) => ({
    title,
    editions: editions.map(each => ({ ...each, href: bookHref({ id, edition: each.edition }) })),
  })),
})

/** One edition: its clauses under the headings of the guideline. */
export function contentsView(book: GuidelineBook) {
  const headings = [...new Set(book.clauses.map(({ guideline }) => guideline))]
  return {
    book: bookHead(book),
    counts: {
      clauses: book.clauses.length,
      questions: book.questions.length,
      rules: book.supplierRules.length + book.buyerRules.length,
      companions: book.companions.length,
    },
    headings: headings.map(heading => ({
      heading,
      clauses: book.clauses
        .filter(({ guideline }) => guideline === heading)
        .map(({ id, duty, binds }) => ({ id, duty, binds, href: clauseHref(book, id) })),
    })),
  }
}

/** One clause with all that speaks of it. */
export function clauseView(book: GuidelineBook, id: string) {
  const place = book.clauses.findIndex(each => each.id === id)
  const clause = book.clauses[place]
  if (clause === undefined) throw new NotFound('clause')
  const questions = book.questions.filter(({ clauses }) => clauses.includes(id))
  const supplierRules = book.supplierRules.filter(({ clauses }) => clauses.includes(id))
  const buyerRules = book.buyerRules.filter(({ clauses }) => clauses.includes(id))
  const themes = book.crosswalk.filter(({ clauses }) => clauses.includes(id))
  const beside = [...questions, ...supplierRules, ...buyerRules].flatMap(({ also }) => also)
  return {
    book: bookHead(book),
    clause: { ...clause, judgement: clause.judgement === true },
    questions: questions.map(question => questionLink(book, question)),
    supplierRules: supplierRules.map(rule => ruleLink(book, rule)),
    buyerRules: buyerRules.map(rule => ruleLink(book, rule)),
    companions: [...new Set([...beside, ...themes.flatMap(({ companions }) => companions)])].map(each => companionLink(book, each)),
    themes: themes.map(({ theme, others }) => ({ theme, others })),
    ...neighbours(book, book.clauses, place, clauseHref),
  }
}

/** What comes before and after a thing in its list. */
export function neighbours(
  book: GuidelineBook,
  list: readonly { id: string }[],
  place: number,
  href: (book: GuidelineBook, id: string) => string,
) {
  const link = (thing: { id: string } | undefined) => (thing === undefined ? null : { id: thing.id, href: href(book, thing.id) })
  return { previous: link(list[place - 1]), next: link(list[place + 1]) }
}

/** The questionnaire as a list of its sections with their questions. */
export const questionnaireView = (book: GuidelineBook) => ({
  book: bookHead(book),
  sections: book.sections.map(({ id, title, questions }) => ({
    id,
    title,
    href: sectionHref(book, id),
    questions: questions.map(question => questionLink(book, question)),
    minutes: questions.reduce((sum, { help }) => sum + help.minutes, 0),
  })),
})

/** What other guidance and law say on the same themes. */
export const companionsView = (book: GuidelineBook) => ({
  book: bookHead(book),
  companions: book.companions.map(companion => ({
    ...companion,
    questions: book.questions.filter(({ also }) => also.includes(companion.id)).map(question => questionLink(book, question)),
    rules: [...book.supplierRules, ...book.buyerRules].filter(({ also }) => also.includes(companion.id)).map(rule => ruleLink(book, rule)),
  })),
  themes: book.crosswalk.map(({ theme, clauses, companions, others }) => ({
    theme,
    clauses: clauses.map(each => clauseLink(book, each)),
    companions: companions.map(each => companionLink(book, each)),
    others,
  })),
})
