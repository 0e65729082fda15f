import type { Finding } from '../../guidelines/domain/report.js'
import { type FormView, freshForm } from '../../../web/pages/form.js'
import { type FieldColumn, type FieldOption, idOf, type RequirementField, type RequirementSection } from '../domain/requirement-field.js'
import { valueAt, type Written, writtenOf } from '../domain/section-content.js'
import { labelOf, type SectionWords } from '../domain/section-words.js'
import { asFields, fingerprint, typedIn } from '../domain/typed-fields.js'
import { allRows, blankRow, cellId, type Row } from '../domain/typed-rows.js'
import { all, type Fields, one } from '../domain/typed-text.js'
import { inWords, withCriteria } from '../domain/value-words.js'
import { findingsAt, findingView } from './readiness-views.js'
import { requirementHead, sectionHref } from './requirement-head.js'
import type { RequirementWriting } from './requirement-writing.service.js'
import type { SectionForm } from './section-form.js'
import { sectionWords } from './section-options.js'
import { tierView } from './tier-views.js'

/** What is shown instead of what is saved: the inputs as they were typed, and what each field was shown as. */
type Shown = Pick<SectionForm, 'fields' | 'was'>

/** One section with inputs for each of its fields: filled with what is saved, or with what was typed and not saved. */
export function sectionView(
  writing: RequirementWriting,
  section: RequirementSection,
  shown: Shown | null = null,
  form: FormView = freshForm(),
) {
  const { requirement, ruleSet, agreement } = writing
  const written = writtenOf(requirement)
  const words = sectionWords(ruleSet, agreement)
  const fields = shown?.fields ?? savedFields(section, written)
  return {
    requirement: requirementHead(writing),
    form,
    section: { ...section, href: sectionHref(requirement.id, section.id) },
    agreement,
    tier: section.id === 'risk' ? liveTier(writing, riskIn(section, fields)) : null,
    fields: section.fields.map(field => ({
      ...fieldView(field, fields, words),
      was: shown?.was[field.at] ?? fingerprint(field, valueAt(written, field.at)),
      saved: inWords(field, valueAt(written, field.at), withCriteria(words, requirement.content.criteria)),
      findings: findingsOf(writing, field).map(finding => findingView(requirement.id, finding)),
    })),
  }
}

const findingsOf = ({ readiness }: RequirementWriting, field: RequirementField): Finding[] =>
  readiness === null ? [] : findingsAt(readiness.report.findings, field)

export const savedFields = (section: RequirementSection, written: Written): Fields =>
  Object.assign({}, ...section.fields.map(field => asFields(field, valueAt(written, field.at)))) as Fields

/** The answers on risk that the inputs hold. */
const riskIn = (section: RequirementSection, fields: Fields): Record<string, unknown> =>
  Object.fromEntries(section.fields.map(field => [field.at.replace('riskProfile/', ''), typedIn(field, fields)]))

const liveTier = ({ ruleSet, tierOf }: RequirementWriting, riskProfile: Record<string, unknown>) =>
  tierView(ruleSet, tierOf(riskProfile), riskProfile)

/** The inputs of one field, as views/writing/field.njk shows them. */
export function fieldView(field: RequirementField, fields: Fields, words: SectionWords) {
  const id = idOf(field)
  return {
    id,
    at: field.at,
    kind: field.kind,
    label: labelOf(field, words),
    hint: field.hint ?? null,
    height: field.height ?? 5,
    value: one(fields, id),
    values: all(fields, id),
    inputs: Object.fromEntries(['day', 'month', 'year', 'time', 'vatAmount'].map(part => [part, one(fields, `${id}-${part}`)])),
    items: itemsOf(words.options(field.at)),
    row: field.row ?? null,
    firstColumn: field.columns?.[0]?.name ?? null,
    rows: field.kind === 'rows' ? rowViews(field, fields, words) : null,
  }
}

function rowViews(field: RequirementField, fields: Fields, words: SectionWords) {
  const typed = allRows(field, fields)
  const rows = typed.length === 0 ? [blankRow(field, [])] : typed
  return rows.map((row, place) => ({
    number: place + 1,
    id: field.letter === undefined ? null : String(row['id']),
    idField: cellId(field, place, 'id'),
    cells: (field.columns ?? []).map(column => cellView(field, column, place, row, optionsOf(field, column, fields, words))),
  }))
}

const cellView = (field: RequirementField, column: FieldColumn, place: number, row: Row, options: readonly FieldOption[]) => ({
  id: cellId(field, place, column.name),
  kind: column.kind,
  label: column.label,
  hint: column.hint ?? null,
  value: String(row[column.name] ?? ''),
  items: itemsOf(options),
})

const YES_NO: readonly FieldOption[] = [
  { code: 'true', label: 'Yes' },
  { code: 'false', label: 'No' },
]

/** What may be chosen in a row: an award question chooses among the criteria of the same form. */
function optionsOf(field: RequirementField, column: FieldColumn, fields: Fields, words: SectionWords): readonly FieldOption[] {
  if (column.kind === 'flag') return YES_NO
  if (column.name !== 'criterionId') return words.options(field.at, column.name)
  return criteriaIn(fields)
}

const CRITERIA: RequirementField = {
  at: 'criteria',
  kind: 'rows',
  label: 'Award criteria',
  letter: 'C',
  columns: [{ name: 'title', kind: 'line', label: 'Criterion' }],
}

const criteriaIn = (fields: Fields): FieldOption[] =>
  allRows(CRITERIA, fields).map(({ id, title }) => ({ code: String(id), label: `${String(id)} ${String(title ?? '')}`.trim() }))

const itemsOf = (options: readonly FieldOption[]) => options.map(({ code, label }) => ({ value: code, text: label }))
