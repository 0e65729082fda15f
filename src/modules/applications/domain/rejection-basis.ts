import { type ExclusionOutcome, keepsOut } from './exclusion-grounds.js'
import { saysEnough } from './reasons.js'

/** What a rejection rests on, of which one is named: a criterion of the category, or a ground of exclusion, which the law sets above every agreement. */
export interface RejectionBasis {
  /** Its id. */
  criterion: string | null
  /** The question that asks about it, such as L202. */
  ground: string | null
}

/** What was found of an application, as far as a rejection goes. */
export interface ForRejection {
  criteria: readonly { id: string; text: string; met: boolean | null }[]
  /** Grounds that the law of the agreement knows, with what was decided of those that were put to the supplier. */
  grounds: readonly { id: string; title: string; outcome: ExclusionOutcome | null }[]
}

/** Why an application cannot be rejected as it is asked: where the mistake is, and what to do. */
export interface Unfounded {
  pointer: '/criterion' | '/ground' | '/reasons'
  code: string
  detail: string
}

/**
 * Null where the rejection is founded: on one criterion that was found not met, or on one ground by which the supplier is kept out (PCR 2015 reg. 57,
 * PA 2023 ss. 57 to 58), whether or not a criterion speaks of exclusion, and with reasons that say more than its name.
 */
export function whyUnfounded(
  { criteria, grounds }: ForRejection,
  { criterion, ground }: RejectionBasis,
  reasons: string,
): Unfounded | null {
  if (criterion !== null && ground !== null) return ONE_ONLY
  const criterionNamed = criteria.find(({ id }) => id === criterion)
  const groundNamed = grounds.find(({ id }) => id === ground)
  if (ground === null && criterionNamed === undefined) return CRITERION_UNKNOWN
  if (ground !== null && groundNamed === undefined) return GROUND_UNKNOWN
  if (criterionNamed !== undefined && criterionNamed.met !== false) return NOT_FOUND_UNMET
  if (groundNamed !== undefined && !keepsOut(groundNamed.outcome)) return NOT_KEPT_OUT
  return saysEnough(reasons, criterionNamed?.text ?? groundNamed?.title ?? '') ? null : TOO_THIN
}

const ONE_ONLY: Unfounded = {
  pointer: '/ground',
  code: 'rejection-rests-on-one',
  detail: 'Name a criterion or a ground of exclusion, not both. The record shows everything else that was found.',
}

const CRITERION_UNKNOWN: Unfounded = { pointer: '/criterion', code: 'criterion-unknown', detail: 'Name a criterion of the category.' }

const GROUND_UNKNOWN: Unfounded = {
  pointer: '/ground',
  code: 'ground-unknown',
  detail: 'Choose a ground that the law of this agreement knows.',
}

const NOT_FOUND_UNMET: Unfounded = {
  pointer: '/criterion',
  code: 'criterion-not-found-unmet',
  detail: 'Find first that this criterion is not met, and why. A rejection rests on that.',
}

const NOT_KEPT_OUT: Unfounded = {
  pointer: '/ground',
  code: 'ground-not-found-against',
  detail: 'Put this ground to the supplier first, and decide that it is kept out by it. A rejection rests on that.',
}

const TOO_THIN: Unfounded = {
  pointer: '/reasons',
  code: 'reasons-too-thin',
  detail: 'Give reasons in a sentence of your own that the supplier can act on.',
}
