import { NotFound } from '../../shared/domain/errors.js'
import type { RuleSource } from './domain/pack-source.js'
import type { GuidelineBook } from './guideline-book.js'
import { bookHead, clauseLink, companionLink, questionLink, ruleHref, ruleLink, withoutPlaceholders } from './library-links.js'
import { neighbours } from './library-views.js'

/** All rules: those on bids, and those on requirements. */
export const rulesView = (book: GuidelineBook) => ({
  book: bookHead(book),
  supplierRules: book.supplierRules.map(rule => ({ ...ruleLink(book, rule), outcome: rule.outcome })),
  buyerRules: book.buyerRules.map(rule => ({ ...ruleLink(book, rule), outcome: rule.outcome })),
})

/** One rule: what it asks, what it does at each tier, and what it says. */
export function ruleView(book: GuidelineBook, id: string) {
  const all = [...book.supplierRules, ...book.buyerRules]
  const place = all.findIndex(each => each.id === id)
  const rule = all[place]
  if (rule === undefined) throw new NotFound('rule')
  const read = book.readBy.get(id) ?? []
  return {
    book: bookHead(book),
    rule: wordsOf(book, rule),
    neverWaived: book.neverWaived.find(each => each.rule === id) ?? null,
    clauses: rule.clauses.map(each => clauseLink(book, each)),
    companions: rule.also.map(each => companionLink(book, each)),
    questions: book.questions.filter(question => read.includes(question.id)).map(question => questionLink(book, question)),
    ...neighbours(book, all, place, ruleHref),
  }
}

function wordsOf(book: GuidelineBook, rule: RuleSource) {
  const { id, version, outcome, message, fix, form, when, basis, escalate = [] } = rule
  return {
    id,
    version,
    side: book.supplierRules.includes(rule) ? 'bids' : 'requirements',
    outcome,
    message: withoutPlaceholders(message),
    fix: withoutPlaceholders(fix),
    hasGaps: /\{\w+\}/.test(message + fix),
    form: form ?? null,
    when: when === undefined ? [] : book.inWords(when),
    escalations: escalate.map(each => ({ to: each.to, when: book.inWords(each.when) })),
    basis: basis ?? null,
    isFactual: rule.factual === true,
    isOfThePlatform: rule.platform === true,
  }
}
