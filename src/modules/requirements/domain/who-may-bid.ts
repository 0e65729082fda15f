import { Conflict } from '../../../shared/domain/errors.js'
import type { Instant } from '../../../shared/domain/instant.js'
import { londonTime } from '../../../shared/domain/london-time.js'
import type { Regime } from '../../agreements/domain/agreement-content.js'

/**
 * Whether only those may bid whom the buyer invited: under the PCR 2015, whose reg. 34(21) has everybody invited who is admitted by then. Under the
 * PA 2023 whoever is admitted before the deadline must be able to tender.
 */
const ONLY_THE_INVITED = {
  'pcr2015-dps': true,
  'pa2023-dynamic-market': false,
} as const satisfies Record<Regime, boolean>

export const regimesThatInvite = (Object.keys(ONLY_THE_INVITED) as Regime[]).filter(regime => ONLY_THE_INVITED[regime])

/** Whether only the invited may bid on a requirement under it. */
export const asksForInvitation = (regime: string): boolean => regimesThatInvite.some(each => each === regime)

export class NotInvited extends Conflict {
  constructor(publishedAt: Instant | null) {
    super(
      'not-invited',
      `Under the law of this requirement only suppliers that were invited may bid, and your organisation was not. Invited was who matched when it was published${
        publishedAt === null ? '' : `, on ${londonTime(publishedAt)}`
      }, and whoever came to match while the least time for bids that the law asks for was left. If your organisation matches, an extension that leaves that time invites it by itself: ask the buyer for one in a question on the requirement.`,
      { publishedAt },
    )
  }
}
