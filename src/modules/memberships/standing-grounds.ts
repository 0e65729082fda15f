import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { Refused } from '../../shared/domain/errors.js'
import type { Regime } from '../agreements/domain/agreement-content.js'
import type { Confidence, Law } from '../law/legal-figures.js'

export const STANDING_ACTS = ['suspend', 'remove'] as const

export type StandingAct = (typeof STANDING_ACTS)[number]

/** Why a membership may be suspended or removed, as its contract or its law has it. */
export interface StandingGround {
  act: StandingAct
  key: string
  regime: Law
  title: string
  /** Whether a supplier that it applies to has to be removed. */
  must: boolean
  /** Whether it takes both findings: that the ground applies, and that it is likely to recur. */
  isExclusion: boolean
  /** Whether a removal by it is reported to a minister. */
  isReported: boolean
  validFrom: string
  /** The first day on which it is in force no more; null while no end is known. */
  validUntil: string | null
  source: string
  confidence: Confidence
}

/** Those in force on a day in London. */
export const listGrounds = (view: Readable, day: string): Promise<StandingGround[]> =>
  rows<StandingGround>(
    view,
    `SELECT act, key, regime, title, must, is_exclusion AS "isExclusion", is_reported AS "isReported", first_day::text AS "validFrom",
            day_after_last::text AS "validUntil", source, confidence
     FROM standing_ground WHERE first_day <= $1 AND (day_after_last IS NULL OR day_after_last > $1) ORDER BY act DESC, regime, title`,
    [day],
  )

/** Those of the list for an act on a membership of such an agreement. */
export const groundsFor = (grounds: readonly StandingGround[], act: StandingAct, regime: Regime): StandingGround[] =>
  grounds.filter(ground => ground.act === act && (ground.regime === regime || ground.regime === 'both'))

/** The ground by its key, where it is in force; or says which are. */
export async function getGround(view: Readable, act: StandingAct, regime: Regime, key: string, day: string): Promise<StandingGround> {
  const offered = groundsFor(await listGrounds(view, day), act, regime)
  const ground = offered.find(each => each.key === key)
  if (ground !== undefined) return ground
  const detail = `Choose one of the grounds in force: ${offered.map(each => each.key).join(', ')}.`
  throw new Refused('ground-unknown', detail, [{ pointer: '/ground', code: 'ground-unknown', detail }])
}
