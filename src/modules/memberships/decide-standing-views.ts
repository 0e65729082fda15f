import type { Actor } from '../../shared/domain/actor.js'
import { type DomainError, NotFound } from '../../shared/domain/errors.js'
import type { FormView } from '../../web/pages/form.js'
import { mayTakeBackNotice } from './domain/membership-policy.js'
import { membershipHref } from './membership-links.js'
import type { MembershipRecord } from './memberships.service.js'
import { groundsFor } from './standing-grounds.js'

/** The acts of officers on a membership, each on a page of its own, for each asks anew who acts. */
export const DECISIONS = ['suspend', 'lift', 'notice', 'take-back', 'remove'] as const

export type Decision = (typeof DECISIONS)[number]

export function decisionNamed(name: string): Decision {
  const decision = DECISIONS.find(each => each === name)
  if (decision === undefined) throw new NotFound('page')
  return decision
}

const WORDS: Readonly<Record<Decision, { title: string; button: string; told: string }>> = {
  suspend: { title: 'Suspend the member', button: 'Suspend', told: 'membership-suspended' },
  lift: { title: 'Lift the suspension', button: 'Lift the suspension', told: 'membership-restored' },
  notice: { title: 'Give notice of a removal', button: 'Give notice', told: 'membership-noticed' },
  'take-back': { title: 'Take the notice back', button: 'Take it back', told: 'membership-notice-taken-back' },
  remove: { title: 'Confirm the removal', button: 'Remove the member', told: 'membership-removed' },
}

export const toldOf = (decision: Decision): string => WORDS[decision].told

export const decisionView = (actor: Actor, decision: Decision, record: MembershipRecord, mustProve: boolean, form: FormView) => {
  const underWay = record.removals.find(({ outcome }) => outcome === null) ?? null
  return {
    form,
    mustProve,
    decision,
    ...WORDS[decision],
    back: membershipHref(record.id),
    here: `${membershipHref(record.id)}/decide/${decision}`,
    membership: {
      supplier: record.supplierName,
      category: record.categoryTitle,
      agreement: record.agreementName,
      revision: record.revision,
    },
    grounds: groundsFor(record.grounds, decision === 'notice' ? 'remove' : 'suspend', record.regime).map(
      ({ key, title, must, source }) => ({
        value: key,
        text: title,
        hint: { text: must ? `It has to be removed then. ${source}` : source },
      }),
    ),
    underWay,
    isOwnNotice: underWay?.noticedBy === actor.personId,
    /** A notice that is a duty is taken back by a second person. */
    needsSecond: decision === 'take-back' && underWay !== null && !mayTakeBackNotice(actor, underWay),
  }
}

/** What whoever came second reads. */
const CLASHES: Readonly<Record<string, string>> = {
  'membership-state': 'Somebody was faster. What you asked for was not done. Look at how the membership stands now.',
  'no-removal-under-way': 'The notice has ended meanwhile. What you asked for was not done.',
  'removal-under-way': 'Somebody gave a notice while this page was open. Yours was not given.',
  'stale-version':
    'The membership changed after you opened this page. What you asked for was not done. Read it as it is now, then decide again.',
}

export function withStandingClash(form: FormView, { code, errors }: DomainError): FormView {
  const words = CLASHES[code]
  return words === undefined || errors.length > 0 ? form : { ...form, summary: [{ text: words }] }
}
