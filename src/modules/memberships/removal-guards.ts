import type { Readable } from '../../shared/database/unit-of-work.js'
import { oneRow } from '../../shared/database/rows.js'
import { Conflict, Forbidden, Refused } from '../../shared/domain/errors.js'
import { dayInWords } from '../../shared/domain/london-time.js'
import { listLegalFigures } from '../law/legal-figures.js'
import type { Membership } from './membership-queries.js'
import type { MembershipRemoval } from './membership-removals.js'
import type { StandingGround } from './standing-grounds.js'

/** What the second person finds; both findings where the ground is one of exclusion. */
export interface RemovalFindings {
  reason: string
  applies: boolean
  likelyToRecur: boolean
}

/** Excluded and excludable both mean that the ground applies and that it is likely to recur; without either nobody is removed by it. */
export function refuseWithoutFindings({ isExclusion }: MembershipRemoval, { applies, likelyToRecur }: RemovalFindings): void {
  if (!isExclusion || (applies && likelyToRecur)) return
  const problem = (pointer: string, detail: string) => ({ pointer, code: 'finding-missing', detail })
  throw new Refused(
    'findings-missing',
    'A supplier is removed by a ground for exclusion only where it applies and is likely to recur. Find both, or take the notice back.',
    [
      ...(applies ? [] : [problem('/applies', 'Say that the ground applies, or take the notice back.')]),
      ...(likelyToRecur ? [] : [problem('/likelyToRecur', 'Say that it is likely to recur, or take the notice back.')]),
    ],
  )
}

/** The last day to report a removal to a minister; null where that is not due (PA 2023 s. 59). */
export async function reportDue(
  view: Readable,
  { regime }: Membership,
  { isReported }: Pick<StandingGround, 'isReported'>,
  today: string,
): Promise<string | null> {
  const figure = (await listLegalFigures(view, today)).find(each => each.key === 'exclusion-report' && each.regime === regime)
  if (!isReported || figure === undefined) return null
  return (await oneRow<{ day: string }>(view, 'SELECT ($1::date + $2::int)::text AS day', [today, Number(figure.value)])).day
}

export class ReplyDayUnfit extends Refused {
  constructor() {
    const detail = 'Choose a day after today, so that the supplier has time to reply.'
    super('reply-day-unfit', detail, [{ pointer: '/replyBy', code: 'reply-day-unfit', detail }])
  }
}

export class RemovalUnderWay extends Conflict {
  constructor() {
    super('removal-under-way', 'A notice of removal is under way already. Confirm it or take it back first.')
  }
}

export class RepliedAlready extends Conflict {
  constructor() {
    super('replied-already', 'Your organisation has replied to the notice. What it said stands on its membership.')
  }
}

export class ReplyStillDue extends Conflict {
  constructor(replyBy: string) {
    super(
      'reply-still-due',
      `The supplier has until the end of ${dayInWords(replyBy)} to reply. Confirm the removal after its reply or after that day.`,
      { replyBy },
    )
  }
}

export class SecondPersonNeeded extends Forbidden {
  constructor(act: string) {
    super('second-person-needed', `A senior officer who did not give the notice, and works for no supplier, must ${act}.`)
  }
}

export class ExcludedMustGo extends Refused {
  constructor() {
    const detail = 'An excluded supplier has to be removed. Say that this one is not excluded, and why, or confirm the removal.'
    super('excluded-must-go', detail, [{ pointer: '/isNotExcluded', code: 'excluded-must-go', detail }])
  }
}
