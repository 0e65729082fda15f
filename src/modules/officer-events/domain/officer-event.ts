/** What an officer must see. Each is noted once, and acknowledged once with a note. */
export const EVENT_KINDS = [
  'failed-opening',
  'late-bid',
  'tampering',
  'overdue-audit',
  'overdue-explanation',
  'overdue-registration',
  'unanswered-rule',
  'infected-evidence',
  'few-key-holders',
  'no-key-holders',
  'overdue-application',
] as const

export type EventKind = (typeof EVENT_KINDS)[number]

interface Linked {
  kind: EventKind
  requirementId: string | null
  /** The audit, the registration, the application or the bid. */
  subjectId: string | null
  reason: string | null
}

/** The page where an officer looks further; null where no page shows more. */
export function pageOfEvent({ kind, requirementId, subjectId, reason }: Linked): string | null {
  if (kind === 'overdue-audit' && subjectId !== null) return `/officer/audits/${subjectId}`
  if (kind === 'overdue-explanation' && subjectId !== null && reason !== null) return `/officer/audits/${subjectId}/${reason}`
  if (kind === 'overdue-registration' && subjectId !== null) return `/officer/registrations/${subjectId}`
  if (kind === 'overdue-application' && subjectId !== null) return `/officer/applications/${subjectId}`
  if (kind === 'infected-evidence' && requirementId !== null && subjectId !== null)
    return `/buyer/requirements/${requirementId}/bids/${subjectId}`
  return requirementId === null ? null : `/opportunities/${requirementId}`
}

/** Refusals that ask for a step which was left out, and not for another person or another time: people meet them on the way to an opening. */
const STEPS_LEFT_OUT: readonly string[] = [
  'fresh-sign-in-required',
  'interests-not-declared',
  'opening-already-agreed',
  'bids-already-opened',
  'passphrase-needed',
  'opening-key-missing',
]

/** Whether a refused opening is one that an officer must see; the others stand in the list of refused attempts. */
export const isFailedOpening = (code: string): boolean => !STEPS_LEFT_OUT.includes(code)
