import { Malformed } from '../../shared/domain/errors.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import type { FormView } from '../../web/pages/form.js'
import { partTag } from './save-draft-part.service.js'

/** The form of one part of a working copy (draft-parts.ts). */
export interface PartForm {
  form: FormView
  /** Goes along with the form: what it was shown as. */
  seen: string
  /** Somebody else saved something else while this form was open: both are shown, and whoever sends the form again has seen both. */
  changedMeanwhile: boolean
}

/** The form over what is saved now and what it would save. */
export function partForm(form: FormView, saved: unknown, typed: unknown): PartForm {
  const current = partTag(saved)
  const changedMeanwhile = wasSent(form) && one(form.values, 'seen') !== current && partTag(typed) !== current
  return { form: changedMeanwhile ? withNotice(form) : form, seen: current, changedMeanwhile }
}

/** Whether the form holds what somebody typed, and not what is saved. */
export const wasSent = ({ values }: FormView): boolean => 'seen' in values

const withNotice = (form: FormView): FormView => ({
  ...form,
  summary: [
    { text: 'Somebody else saved this while you were writing. Compare both, then decide', href: '#saved-meanwhile' },
    ...form.summary.filter(({ href }) => href !== undefined),
  ],
})

/** The tag of the part as the form showed it. */
export function seenIn(fields: FormFields): string {
  if (!('seen' in fields)) throw new Malformed('form-not-whole', 'The form was not whole. Open its page again.')
  return one(fields, 'seen')
}
