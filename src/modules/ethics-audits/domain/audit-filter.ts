import type { Instant } from '../../../shared/domain/instant.js'
import type { Tier } from '../../guidelines/domain/risk-tier.js'
import type { AuditState } from './ethics-audit-lifecycle.js'
import type { NextNeeded } from './next-needed.js'

export const AUDIT_SORTS = ['risk', 'referrals', 'contradictions', 'age', 'due'] as const

export type AuditSort = (typeof AUDIT_SORTS)[number]

/** What an officer asks of the queue; what is left out does not matter, but without a state only what is not signed off is shown. */
export interface AuditFilter {
  state?: AuditState | undefined
  tier?: Tier | undefined
  /** Who has to do something next. */
  next?: NextNeeded | undefined
  requirementId?: string | undefined
  agreementId?: string | undefined
  /** Only those with a referral, or with a contradiction, that is open or was decided. */
  referred?: boolean | undefined
  contradictory?: boolean | undefined
  overdue?: boolean | undefined
  /** In which the reader gave a verdict or signed. */
  mine?: boolean | undefined
  createdBefore?: Instant | undefined
  sort: AuditSort
}
