import type { FormFields } from '../../web/pages/form-body.js'
import type { RequirementContent } from './domain/requirement-content.js'
import { dayFields, dayIn, isUntouched, momentFields, momentIn } from './domain/moment-fields.js'
import type { Instant } from '../../shared/domain/instant.js'

const MOMENTS = ['submissionDeadline', 'clarificationDeadline'] as const

/** The dates as the fields of a form show them. */
export const shownDates = (content: RequirementContent): Readonly<Record<string, string>> => ({
  ...momentFieldsOf(content, 'submissionDeadline'),
  ...momentFieldsOf(content, 'clarificationDeadline'),
  ...dayFields('awardDate', content.awardDate ?? ''),
})

const momentFieldsOf = (content: RequirementContent, name: (typeof MOMENTS)[number]): Readonly<Record<string, string>> => {
  const moment = content[name]
  return moment === undefined ? {} : momentFields(name, moment as Instant)
}

const isOfDates = (name: string): boolean => /^(submissionDeadline|clarificationDeadline|awardDate)-(day|month|year|time)$/.test(name)

/** Of a form all but the fields of its dates. */
export const withoutDates = (fields: FormFields): FormFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !isOfDates(name)))

/** Of a form its other fields, and of its dates those that somebody changed: what stays as it was is not asked for. */
export function withDates(fields: FormFields, content: RequirementContent): FormFields {
  const moments = MOMENTS.map(name => [name, isUntouched(fields, momentFieldsOf(content, name)) ? undefined : momentIn(name, fields)])
  const isSameDay = isUntouched(fields, dayFields('awardDate', content.awardDate ?? ''))
  const given = [...moments, ['awardDate', isSameDay ? undefined : dayIn('awardDate', fields)]]
  return Object.fromEntries([...Object.entries(withoutDates(fields)), ...given.filter(([, value]) => value !== undefined)]) as FormFields
}
