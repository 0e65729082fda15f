import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import { REVIEWS } from '../memberships/membership-links.js'
import type { DecisionRecord } from './decision-record.js'
import { applicationHref, caseHref } from './officer-application-links.js'
import type { ApplicationFile } from './officer-application-file.js'
import { offerInWords } from './own-application-views.js'
import { answerOf, givenLater, headOf, registeredIn, rejectedBy } from './officer-application-views.js'
import { keepsOut, mayBeDecided } from './domain/exclusion-grounds.js'

/** One ground as it stands: `mustProve` is whether the password is asked for. */
export function caseView(actor: Actor, file: ApplicationFile, caseId: string, mustProve: boolean, form: FormView) {
  const ground = file.grounds.find(each => each.case?.id === caseId)
  if (ground?.case == null) throw new NotFound('exclusion case')
  const head = headOf(actor, file)
  const { replyBy, repliedAt, outcome } = ground.case
  return {
    application: head,
    ground: { ...ground, href: caseHref(file.application.id, caseId) },
    raised: ground.case,
    answer: file.answers.filter(({ pin }) => pin.question === ground.id).map(each => answerOf(file.application.id, each))[0] ?? null,
    isReplyAwaited: outcome === null && !mayBeDecided('excluded', repliedAt !== null, replyBy, file.today),
    mayDecide: head.mayWork && outcome === null,
    outcomes: ground.kind === 'mandatory' ? MANDATORY : DISCRETIONARY,
    mustProve,
    form: { ...form, values: withoutSecrets(form.values) },
  }
}

const NONE = { value: 'no-exclusion', text: 'No exclusion: not both are found' }
const MANDATORY = [{ value: 'excluded', text: 'Excluded: the ground applies and is likely to happen again' }, NONE]
const DISCRETIONARY = [
  { value: 'excludable-kept-out', text: 'Excludable, and kept out' },
  { value: 'excludable-let-in', text: 'Excludable, and let in all the same' },
  NONE,
]

export function decisionView(actor: Actor, file: ApplicationFile, mustProve: boolean, form: FormView) {
  const head = headOf(actor, file)
  return {
    application: head,
    gaps: file.gaps.map(gap => ({ ...gap, href: whereToClose(file.application.id, gap.code) })),
    bases: basesOf(file),
    mayDecide: head.mayWork && file.application.state === 'under-review',
    isAsked: file.application.state === 'clarification',
    mustProve,
    form: atBasis({ ...form, values: withoutSecrets(form.values) }),
  }
}

/** All that the application may be rejected by: criteria that were found not met, and grounds by which the supplier is kept out. */
const basesOf = ({ criteria, grounds }: ApplicationFile) => [
  ...criteria
    .filter(({ finding }) => finding?.met === false)
    .map(({ id, number, text, finding }) => ({ value: id, text: `Criterion ${number}: ${text}`, hint: { text: finding?.reason ?? '' } })),
  ...grounds
    .filter(({ case: raised }) => keepsOut(raised?.outcome))
    .map(({ id, title, case: raised }) => ({ value: id, text: `Exclusion, ${id}: ${title}`, hint: { text: raised?.reason ?? '' } })),
]

/** What is wrong with a criterion or a ground, at the one field that names either. */
const atBasis = ({ values, errors, summary }: FormView): FormView => {
  const basis = errors['basis'] ?? errors['criterion'] ?? errors['ground']
  return {
    values,
    errors: basis === undefined ? errors : { ...errors, basis },
    summary: summary.map(each => (each.href === '#criterion' || each.href === '#ground' ? { ...each, href: '#basis' } : each)),
  }
}

/** Where an officer goes on with what keeps a supplier from being admitted. */
function whereToClose(id: string, code: string): string {
  const at = applicationHref(id)
  if (code === 'criterion' || code === 'finance') return `${at}/criteria`
  if (code === 'claim') return `${at}/claims`
  return code.startsWith('exclusion') ? `${at}/exclusions` : at
}

export const recordView = (actor: Actor, file: ApplicationFile, record: DecisionRecord) => ({
  application: headOf(actor, file),
  record,
  rejectedBy: rejectedBy(file),
  registered: registeredIn(file),
  offer: offerInWords(file.facets, file.application.offer),
  givenLater: givenLater(file),
  overrides: record.overrides,
  reviewsHref: REVIEWS,
  downloadHref: `${applicationHref(file.application.id)}/record.json`,
  events: record.events.map(event => ({ ...event, details: event.details === null ? null : JSON.stringify(event.details, null, 2) })),
})
