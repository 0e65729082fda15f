import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Regime } from '../agreements/domain/agreement-content.js'
import type { Subject } from '../audit/record-audit.js'
import type { DueBasis } from './domain/application-due.js'
import { type ApplicationState, UNDER_WAY_STATES, WAITING_STATES } from './domain/application-lifecycle.js'

/** Whether `p` is with the officers. */
export const WAITING = `p.state IN (${WAITING_STATES.map(state => `'${state}'`).join(', ')})`

/** SQL: of these a supplier has one at most for a category. */
export const UNDER_WAY = `state IN (${UNDER_WAY_STATES.map(state => `'${state}'`).join(', ')})`

/** A supplier's request to join a category, as it stands. */
export interface Application {
  id: string
  agreementId: string
  agreementReference: string
  agreementName: string
  regime: Regime
  categoryId: string
  categoryTitle: string
  supplierId: string
  supplierName: string
  state: ApplicationState
  revision: number
  /** Products of the library that claims are made of. */
  productIds: string[]
  /** What is chosen of the filters, as facet/value. */
  offer: string[]
  startedAt: Instant
  receivedAt: Instant | null
  /** The office or position of who signed the declaration. */
  declaredAs: string | null
  questionSet: string | null
  filterEdition: number | null
  /** The last day to decide on, in London, and what it rests on. */
  dueOn: string | null
  dueBy: DueBasis | null
  extendedAt: Instant | null
  extensionReason: string | null
  officerId: string | null
  officerName: string | null
  claimedAt: Instant | null
  decidedAt: Instant | null
  /** What a rejection rests on: a criterion of the category, or a ground of exclusion by the question that asks about it, such as L202. */
  criterionId: string | null
  ground: string | null
  reasons: string | null
}

export const APPLICATION = `
  SELECT p.id, p.agreement_id AS "agreementId", a.reference AS "agreementReference", a.name AS "agreementName", a.regime,
         p.category_id AS "categoryId", c.title AS "categoryTitle", p.supplier_id AS "supplierId", s.name AS "supplierName", p.state, p.revision,
         p.product_ids AS "productIds", p.offer, p.started_at AS "startedAt", p.received_at AS "receivedAt", p.declared_as AS "declaredAs",
         p.question_set AS "questionSet", p.filter_edition AS "filterEdition", p.due_on::text AS "dueOn", p.due_by AS "dueBy",
         p.extended_at AS "extendedAt", p.extension_reason AS "extensionReason", p.officer_id AS "officerId", o.name AS "officerName",
         p.claimed_at AS "claimedAt", p.decided_at AS "decidedAt", p.criterion_id AS "criterionId", p.ground, p.reasons
  FROM application p JOIN agreement a ON a.id = p.agreement_id JOIN category c ON c.id = p.category_id
  JOIN organisation s ON s.id = p.supplier_id LEFT JOIN person o ON o.id = p.officer_id`

/** The application, as far as row policies show it to whoever asks, or NotFound. */
export async function getApplication(view: Readable, id: string): Promise<Application> {
  const application = await firstRow<Application>(view, `${APPLICATION} WHERE p.id = $1`, [id])
  if (application === null) throw new NotFound('application')
  return application
}

/** The same, held until the transaction ends: it changes for nobody else meanwhile. */
export async function lockApplication(tx: Tx, id: string): Promise<Application> {
  await tx.query('SELECT FROM application WHERE id = $1 FOR UPDATE', [id])
  return getApplication(tx, id)
}

/** Of the acting supplier, the newest first. */
export const listApplicationsOf = (view: Readable, supplierId: string, before: string | null, limit: number): Promise<Application[]> =>
  rows<Application>(view, `${APPLICATION} WHERE p.supplier_id = $1 AND ($2::uuid IS NULL OR p.id < $2) ORDER BY p.id DESC LIMIT $3`, [
    supplierId,
    before,
    limit,
  ])

/** In the supplier's own chain: what befalls its application is between it and the officers. */
export const applicationSubject = ({ id, supplierId }: Pick<Application, 'id' | 'supplierId'>): Subject => ({
  type: 'application',
  id,
  stream: `organisation:${supplierId}`,
})
