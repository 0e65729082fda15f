import type { Actor } from '../../../shared/domain/actor.js'

/** What a supplier was asked and answered under an agreement. A bid that was submitted and a decline with its reason are both an answer. */
export interface CountedAnswers {
  /** Invitations whose deadline has passed. */
  invitations: number
  answered: number
}

export interface Responsiveness {
  /** Of a hundred invitations so many, to a tenth, and never rounded up; as text. Null where there were none. */
  percent: string | null
  /** Whether that is at least the figure; null without figure or invitations. */
  isReached: boolean | null
}

const TENTHS = 1_000

/** Compared exactly, and not by what is shown of it. */
export function responsivenessOf({ invitations, answered }: CountedAnswers, target: number | null): Responsiveness {
  if (invitations === 0) return { percent: null, isReached: null }
  return {
    percent: String(Math.floor((answered * TENTHS) / invitations) / 10),
    isReached: target === null ? null : answered * 100 >= target * invitations,
  }
}

/** The supplier itself, and officers and auditors who work for no supplier; buyers never. */
export const mayReadResponsiveness = (actor: Actor, supplierId: string): boolean =>
  isOwnResponsiveness(actor, supplierId) || (actor.hasAny(['procurement-officer', 'auditor']) && !actor.supplierAnywhere)

export const isOwnResponsiveness = (actor: Actor, supplierId: string): boolean =>
  actor.organisationId === supplierId && actor.has('bid-writer')
