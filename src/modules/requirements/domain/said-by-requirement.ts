import type { RequirementContent } from './requirement-content.js'
import type { RequirementField } from './requirement-field.js'
import { SECTIONS } from './requirement-sections.js'
import { valueAt, type Written } from './section-content.js'
import { nameOf, type SectionWords } from './section-words.js'
import type { Row } from './typed-rows.js'
import { cellsInWords, inWords, withCriteria } from './value-words.js'

/** One thing that a requirement says, by its name: a whole text, or one row of a list. */
export interface SaidField {
  label: string
  text: string
}

export type Said = RequirementContent & { categoryIds?: readonly string[] }

type Line = [place: string, SaidField]

/** All that a requirement says, in the order in which it is written, by a place that stays the same when it changes. */
export function saidBy(requirement: Said, words: SectionWords): ReadonlyMap<string, SaidField> {
  const own = withCriteria(words, requirement.criteria)
  return new Map(SECTIONS.flatMap(({ fields }) => fields.flatMap(field => linesOf(field, valueAt(requirement as Written, field.at), own))))
}

function linesOf(field: RequirementField, value: unknown, words: SectionWords): Line[] {
  if (field.kind === 'rows') return ((value ?? []) as Row[]).map((row, place) => rowOf(field, row, place, words))
  const said = inWords(field, value, words)
  return said.length === 0 ? [] : [[field.at, { label: nameOf(field, words), text: said.join(', ') }]]
}

/** A row with an id is the same row wherever it stands. */
function rowOf(field: RequirementField, row: Row, place: number, words: SectionWords): Line {
  const name = String(row['id'] ?? place + 1)
  return [`${field.at}/${name}`, { label: `${field.row ?? field.label} ${name}`, text: cellsInWords(field, row, words) }]
}
