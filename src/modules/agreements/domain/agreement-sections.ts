import type { FieldProblem } from '../../../shared/domain/errors.js'
import type { AgreementContent } from './agreement-content.js'

/** The parts in which an agreement is written, in their order. */
export const AGREEMENT_SECTIONS = [
  { id: 'about', title: 'Name and law', members: ['name', 'reference', 'regime'] },
  {
    id: 'time',
    title: 'Validity and periods',
    members: ['validFrom', 'validUntil', 'initialWindowDays', 'minimumTenderDays', 'maximumTermMonths'],
  },
  { id: 'terms', title: 'Terms and levy', members: ['terms', 'levyBasisPoints'] },
  { id: 'categories', title: 'Categories and selection criteria', members: ['categories'] },
  { id: 'filters', title: 'Filters', members: ['facets'] },
] as const satisfies readonly { id: string; title: string; members: readonly (keyof AgreementContent)[] }[]

export type AgreementSection = (typeof AGREEMENT_SECTIONS)[number]

export type AgreementSectionId = AgreementSection['id']

/** How far a part is written, and what is still to do in it. */
export interface SectionStanding {
  id: AgreementSectionId
  title: string
  state: 'missing' | 'begun' | 'done'
  toDo: string[]
}

export const sectionsOf = (content: AgreementContent, problems: readonly FieldProblem[]): SectionStanding[] =>
  AGREEMENT_SECTIONS.map(({ id, title, members }) => {
    const own: readonly string[] = members
    const toDo = problems.filter(({ pointer }) => own.includes(pointer.split('/')[1] ?? '')).map(({ detail }) => detail)
    const isBegun = members.some(member => content[member] !== undefined)
    return { id, title, toDo, state: toDo.length === 0 ? 'done' : isBegun ? 'begun' : 'missing' }
  })
