import type { FormFields } from '../../web/pages/form-body.js'
import type { Amendment } from './amend-requirement.service.js'
import { AMENDABLE_SECTIONS } from './domain/amendable-sections.js'
import type { RequirementSection } from './domain/requirement-field.js'
import { changeOf, valueAt, writtenOf } from './domain/section-content.js'
import { fingerprintAt } from './domain/typed-fields.js'
import { all } from './domain/typed-text.js'
import type { RequirementView } from './requirement-queries.js'
import { readSectionForm, type SectionForm, withoutBlankRows } from './writing/section-form.js'

/** An amendment as it is written: the parts that somebody chose, and what stands in their fields. */
export interface AmendmentForm {
  parts: readonly RequirementSection[]
  /** All fields of the parts, as one form. */
  whole: RequirementSection
  typed: SectionForm
}

/** Those that an amendment may change of the parts that are asked for, in their order. */
export const amendableParts = (asked: unknown): RequirementSection[] => {
  const names: unknown[] = Array.isArray(asked) ? asked : [asked]
  return AMENDABLE_SECTIONS.filter(({ id }) => names.includes(id))
}

export function readAmendmentForm(fields: FormFields): AmendmentForm {
  const parts = amendableParts(all(fields, 'part'))
  const whole = { id: 'amend', title: '', about: '', fields: parts.flatMap(part => part.fields) }
  return { parts, whole, typed: readSectionForm(whole, fields) }
}

/** What the fields say differently, by their places. */
export function typedDifferently(requirement: RequirementView, { whole, typed }: AmendmentForm): Record<string, unknown> {
  const written = writtenOf(requirement)
  const entries = Object.entries(typed.typed)
  return Object.fromEntries(
    entries.filter(([at, value]) => fingerprintAt(whole, at, value) !== fingerprintAt(whole, at, valueAt(written, at))),
  )
}

/** The same as whole members; what was emptied is deleted. */
export const amendedMembers = (requirement: RequirementView, form: AmendmentForm): Amendment['changes'] =>
  changeOf(writtenOf(requirement), typedDifferently(requirement, form))

/** The form with only the rows that say something, as problems count them. */
export const withoutBlanks = ({ typed, ...form }: AmendmentForm): AmendmentForm => ({
  ...form,
  typed: { ...typed, fields: withoutBlankRows(form.whole, typed.fields) },
})
