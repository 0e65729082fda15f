import { type FormFields, one } from '../../web/pages/form-body.js'
import type { FormView } from '../../web/pages/form.js'
import { linesOf } from './bid-details.form.js'
import type { StandingOfBid } from './bid-standing.service.js'
import type { Declarations } from './domain/bid-content.js'
import { detailsPart } from './domain/draft-parts.js'
import { partForm, wasSent } from './part-views.js'
import { bidHref, bidHead } from './bid-head.js'

export const detailsHref = ({ id }: StandingOfBid): string => `${bidHref(id)}/details`

/** The declarations as they are saved, or as they were typed. */
export function bidDetailsView(bid: StandingOfBid, form: FormView) {
  const saved = detailsPart.of(bid.draft)
  const typed = wasSent(form) ? typedDeclarations(form.values) : saved
  return { ...partForm(form, saved, typed), bid: bidHead(bid), here: detailsHref(bid), saved: asFields(saved), typed: asFields(typed) }
}

const asFields = ({ conflictOfInterest = '', subcontractors = [], consortium = [], termsAccepted = false }: Declarations) => ({
  conflictOfInterest,
  subcontractors: subcontractors.join('\n'),
  consortium: consortium.join('\n'),
  termsAccepted,
})

/** What a form declares; what was left empty is left out. */
export function typedDeclarations(fields: FormFields): Declarations {
  const conflictOfInterest = one(fields, 'conflictOfInterest')
  const [subcontractors, consortium] = [linesOf(one(fields, 'subcontractors')), linesOf(one(fields, 'consortium'))]
  return {
    ...(conflictOfInterest.trim() === '' ? {} : { conflictOfInterest }),
    ...(subcontractors.length === 0 ? {} : { subcontractors }),
    ...(consortium.length === 0 ? {} : { consortium }),
    ...(one(fields, 'termsAccepted') === 'yes' ? { termsAccepted: true } : {}),
  }
}
