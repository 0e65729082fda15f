import { quantityInWords } from './domain/quantity-words.js'
import type { RequirementContent } from './domain/requirement-content.js'
import { saidBy, type SaidField } from './domain/said-by-requirement.js'
import type { SectionWords } from './domain/section-words.js'
import { nameOfCode } from './domain/value-words.js'

/** The last parts of what the public reads, of which most readers need none. */
const MORE = [
  { name: 'Impact', members: ['impact', 'equalityScreening'] },
  { name: 'Data protection', members: ['dataProtection'] },
  { name: 'Governance', members: ['governance'] },
  { name: 'Market engagement', members: ['marketEngagement'] },
] as const

/** All that its buyer wrote, as the public reads it. */
export function contentView(content: RequirementContent, words: SectionWords) {
  const { problemStatement, whyAi, alternativesConsidered, outcomes, measures, estimatedValue, termMonths, cpvCodes, awardDate } = content
  return {
    problemStatement: problemStatement ?? null,
    whyAi: whyAi ?? null,
    alternativesConsidered: alternativesConsidered ?? null,
    outcomes: outcomes ?? [],
    measures: (measures ?? []).map(({ minimum, ...measure }) => ({ ...measure, minimum: minimum ?? null })),
    estimatedValue: estimatedValue ?? null,
    termMonths: termMonths ?? null,
    cpvCodes: cpvCodes ?? [],
    awardDate: awardDate ?? null,
    criteria: criteriaOf(content),
    priceLines: (content.priceLines ?? []).map(line => ({ title: line.title, quantity: quantityInWords(line) })),
    isSplit: content.splitKey === true,
    settings: saidOf(content, ['settings'], words),
    data: saidOf(content, ['dataAssessment'], words),
    contractClauses: (content.contractClauses ?? []).map(code => nameOfCode(code, words.options('contractClauses'))),
    documents: [...titlesOf(content.documents), ...titlesOf(content.sharedMaterial)],
    more: MORE.flatMap(({ name, members }) => {
      const said = saidOf(content, members, words)
      return said.length === 0 ? [] : [{ name, said }]
    }),
  }
}

/** Each criterion with the questions that answer it. */
const criteriaOf = ({ criteria, awardQuestions }: RequirementContent) =>
  (criteria ?? []).map(({ id, title, kind, weight }) => ({
    id,
    title,
    kind,
    weight,
    questions: (awardQuestions ?? []).filter(({ criterionId }) => criterionId === id),
  }))

const saidOf = (content: RequirementContent, members: readonly (keyof RequirementContent)[], words: SectionWords): SaidField[] => [
  ...saidBy(Object.fromEntries(members.map(member => [member, content[member]])), words).values(),
]

const titlesOf = (things: readonly object[] | undefined): { title: string; documentId: string | null }[] =>
  ((things ?? []) as { title: string; documentId?: string }[]).map(({ title, documentId }) => ({ title, documentId: documentId ?? null }))
