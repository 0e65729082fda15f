import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { TIERS } from '../guidelines/domain/risk-tier.js'
import { conditionsOf, COUNTED, isShown, Parameters } from './audit-conditions.js'
import type { AuditFilter } from './domain/audit-filter.js'
import { NEXT_NEEDED } from './domain/next-needed.js'

type Choices = Pick<AuditFilter, 'tier' | 'next' | 'referred' | 'contradictory' | 'overdue' | 'mine'>

/** Each choice that is offered, under the name of its count. */
const OFFERED: Readonly<Record<string, Choices>> = {
  ...Object.fromEntries(TIERS.map(tier => [tier, { tier }])),
  ...Object.fromEntries(NEXT_NEEDED.map(next => [next, { next }])),
  referred: { referred: true },
  contradictory: { contradictory: true },
  overdue: { overdue: true },
  mine: { mine: true },
}

/** How many audits each choice would show, by its name, with everything else as it is chosen. */
export type AuditCounts = Readonly<Record<string, number>>

/** One query, over what is not signed off: that is work to be done, so it stays few. */
export function countAudits(view: Readable, personId: string, filter: AuditFilter): Promise<AuditCounts> {
  const parameters = new Parameters()
  const person = parameters.place(personId)
  const { sort: _, state, ...chosen } = filter
  const counts = Object.entries(OFFERED).map(([name, choice]) => {
    const conditions = conditionsOf({ ...chosen, ...choice }, parameters, person)
    return `count(*) FILTER (WHERE ${conditions.join(' AND ')})::int AS "${name}"`
  })
  const within = state === undefined || state === 'signed-off' ? `a.state <> 'signed-off'` : `a.state = ${parameters.place(state)}`
  return oneRow<AuditCounts>(
    view,
    `SELECT ${counts.join(', ')} FROM ethics_audit a ${COUNTED} WHERE ${isShown(person)} AND ${within}`,
    parameters.values,
  )
}
