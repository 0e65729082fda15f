import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'

/** Where a figure or reference comes from, and how sure that is: read in its source, in a weak one, from memory, or policy of the operator. */
export const CONFIDENCES = ['found', 'weak', 'to-confirm', 'own-policy'] as const

export type Confidence = (typeof CONFIDENCES)[number]

export const LAWS = ['pcr2015-dps', 'pa2023-dynamic-market', 'both'] as const

export type Law = (typeof LAWS)[number]

export const UNITS = ['days', 'working-days', 'months', 'years', 'percent', 'pounds', 'points', 'count', 'date'] as const

export interface LegalFigure {
  key: string
  regime: Law
  appliesTo: string
  /** A decimal number as text, or a day where the unit is a date. */
  value: string
  unit: (typeof UNITS)[number]
  validFrom: string
  /** The first day on which it is in force no more; null while no end is known. */
  validUntil: string | null
  source: string
  confidence: Confidence
}

export interface PolicyReference {
  number: string
  subject: string
  regime: Law
  validFrom: string
  validUntil: string | null
  succeeds: string | null
  successors: string[]
  source: string
  confidence: Confidence
}

const IN_FORCE = `f.first_day <= $1 AND (f.day_after_last IS NULL OR f.day_after_last > $1)`

/** Every figure in force on a day, by its key. */
export const listLegalFigures = (view: Readable, day: string): Promise<LegalFigure[]> =>
  rows<LegalFigure>(
    view,
    `SELECT f.key, f.regime, f.applies_to AS "appliesTo", f.value, f.unit, f.first_day::text AS "validFrom", f.day_after_last::text AS "validUntil",
            f.source, f.confidence
     FROM legal_figure f WHERE ${IN_FORCE} ORDER BY f.key, f.regime, f.applies_to`,
    [day],
  )

/** Every policy reference in force on a day, by its number. */
export const listPolicyReferences = (view: Readable, day: string): Promise<PolicyReference[]> =>
  rows<PolicyReference>(
    view,
    `SELECT f.number, f.subject, f.regime, f.first_day::text AS "validFrom", f.day_after_last::text AS "validUntil", f.succeeds,
            ARRAY(SELECT s.number FROM policy_reference s WHERE s.succeeds = f.number ORDER BY s.number) AS "successors", f.source, f.confidence
     FROM policy_reference f WHERE ${IN_FORCE} ORDER BY f.number`,
    [day],
  )
