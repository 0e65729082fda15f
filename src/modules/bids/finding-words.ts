import type { CheckReport, Finding } from '../guidelines/domain/report.js'
import type { GuidelineReader } from '../guidelines/guidelines.service.js'
import { clauseHref } from '../guidelines/library-links.js'

/** What a rule fills in says one sentence of each question: those stand in lines of their own. */
const partsOf = (words: string): { lead: string; each: string[] } => {
  const [lead = '', ...each] = words.split(/(?<=\.) (?=Q\d{3} )/)
  return { lead, each }
}

/** A finding as pages tell it (views/ethics-parts.njk). `hrefOf` says where a question can be answered. */
export const findingInWords = (
  { guideline, edition }: Pick<CheckReport, 'guideline' | 'edition'>,
  reader: GuidelineReader,
  { rule, outcome, message, fix, changes, questions, clauses, ruling, trace }: Finding,
  hrefOf: (question: string) => string | null,
) => ({
  rule,
  outcome,
  message: partsOf(message),
  fix: partsOf(fix),
  changes: changes.map(({ words }) => words),
  questions: questions.map(id => ({ id, text: reader.questions.get(id)?.text ?? id, href: hrefOf(id) })),
  clauses: clauses.map(id => ({ id, duty: reader.clauses.get(id)?.duty ?? '', href: clauseHref({ id: guideline, edition }, id) })),
  ruling: ruling ?? null,
  why: reader.inWords(trace),
})
