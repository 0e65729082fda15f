import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { STATE_NOW } from '../agreements/agreements.service.js'
import { UNDER_WAY } from './application-queries.js'

/** A category that takes applications, and how a supplier stands to it. */
export interface OpenPlace {
  agreementId: string
  agreementReference: string
  agreementName: string
  practice: boolean
  categoryId: string
  categoryTitle: string
  isMember: boolean
  /** The application that is under way for it, or null. */
  applicationId: string | null
}

const MOST_PLACES = 500

/** Every category that could be applied for today, those included in which the supplier stands already. */
export const listOpenPlaces = (view: Readable, supplierId: string): Promise<OpenPlace[]> =>
  rows<OpenPlace>(
    view,
    `SELECT a.id AS "agreementId", a.reference AS "agreementReference", a.name AS "agreementName", a.practice, c.id AS "categoryId",
            c.title AS "categoryTitle",
            EXISTS (SELECT FROM membership m WHERE m.supplier_id = $1 AND m.category_id = c.id AND m.state IN ('active', 'suspended')) AS "isMember",
            (SELECT p.id FROM application p WHERE p.supplier_id = $1 AND p.category_id = c.id
              AND p.${UNDER_WAY}) AS "applicationId"
     FROM agreement a JOIN category c ON c.agreement_id = a.id
     WHERE ${STATE_NOW} = 'open' AND a.valid_from <= market_now() ORDER BY a.practice, a.reference, c.code LIMIT $2`,
    [supplierId, MOST_PLACES],
  )
