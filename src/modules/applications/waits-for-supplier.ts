import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { ownHref } from '../memberships/membership-links.js'
import { IS_STANDING_NOW } from '../memberships/membership-queries.js'
import { WAITING } from './application-queries.js'
import { applicationHref } from './own-application-links.js'

export type WaitingKind = 'question' | 'ground' | 'removal'

/** A word of the supplier's that officers wait for. */
export interface WaitsForSupplier {
  kind: WaitingKind
  /** Of the application, or of the membership that may be removed. */
  id: string
  agreementName: string
  categoryTitle: string
  /** The last day for the reply, in London. */
  replyBy: string
  isOverdue: boolean
}

/** What officers asked about its applications, grounds and notices of removal, without a reply of the supplier yet: what is due first comes first. */
export const listWaitsFor = (view: Readable, supplierId: string, limit: number): Promise<WaitsForSupplier[]> =>
  rows<WaitsForSupplier>(
    view,
    `SELECT w.kind, w.id, a.name AS "agreementName", c.title AS "categoryTitle", w.reply_by::text AS "replyBy",
            w.reply_by < ((SELECT market_now()) AT TIME ZONE 'Europe/London')::date AS "isOverdue"
     FROM (SELECT 'question' AS kind, p.id, p.agreement_id, p.category_id, said.reply_by
           FROM application p CROSS JOIN LATERAL
             (SELECT m.reply_by FROM application_message m WHERE m.application_id = p.id AND m.side = 'officer' ORDER BY m.said_at DESC, m.id DESC LIMIT 1) said
           WHERE p.supplier_id = $1 AND p.state = 'clarification'
           UNION ALL
           SELECT 'ground', p.id, p.agreement_id, p.category_id, min(x.reply_by)
           FROM exclusion_case x JOIN application p ON p.id = x.application_id
           WHERE p.supplier_id = $1 AND ${WAITING} AND x.reply IS NULL AND x.outcome IS NULL GROUP BY p.id
           UNION ALL
           SELECT 'removal', m.id, m.agreement_id, m.category_id, x.reply_by
           FROM membership_removal x JOIN membership m ON m.id = x.membership_id JOIN agreement a ON a.id = m.agreement_id
           WHERE m.supplier_id = $1 AND ${IS_STANDING_NOW} AND x.reply IS NULL AND x.outcome IS NULL) w
     JOIN agreement a ON a.id = w.agreement_id JOIN category c ON c.id = w.category_id
     ORDER BY w.reply_by, w.kind, w.id LIMIT $2`,
    [supplierId, limit],
  )

/** Where the supplier replies. */
export const waitingHref = ({ kind, id }: Pick<WaitsForSupplier, 'kind' | 'id'>): string =>
  kind === 'removal' ? ownHref(id) : applicationHref(id)
