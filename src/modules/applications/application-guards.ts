import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { STATE_NOW } from '../agreements/agreements.service.js'
import { type Application, getApplication, lockApplication } from './application-queries.js'
import { mayPrepareApplication } from './domain/application-policy.js'
import type { LackingAnswer } from './domain/lacking-for-submission.js'

/** The applications of somebody who has none are as good as missing. */
export function refuseNonSuppliers(actor: Actor): void {
  if (!mayPrepareApplication(actor)) throw new NotFound('application')
}

/** The acting supplier's own, or NotFound. */
export async function getOwnApplication(view: Readable, actor: Actor, id: string): Promise<Application> {
  refuseNonSuppliers(actor)
  const application = await getApplication(view, id)
  if (application.supplierId !== actor.organisationId) throw new NotFound('application')
  return application
}

/** The same, held until the transaction ends. */
export async function lockOwnApplication(tx: Tx, actor: Actor, id: string): Promise<Application> {
  refuseNonSuppliers(actor)
  const application = await lockApplication(tx, id)
  if (application.supplierId !== actor.organisationId) throw new NotFound('application')
  return application
}

export interface OpenCategory {
  agreementId: string
  categoryId: string
}

/** The category, where its agreement takes applications today: from its first day to its last, whatever competes meanwhile. The agreement stays as it is until the transaction ends. */
export async function shareOpenCategory(tx: Tx, categoryId: string): Promise<OpenCategory> {
  const found = await firstRow<OpenCategory & { state: string; hasBegun: boolean }>(
    tx,
    `SELECT c.id AS "categoryId", a.id AS "agreementId", ${STATE_NOW} AS state, a.valid_from <= market_now() AS "hasBegun"
     FROM category c JOIN agreement a ON a.id = c.agreement_id WHERE c.id = $1 FOR SHARE OF a`,
    [categoryId],
  )
  if (found === null) throw new NotFound('category')
  if (found.state !== 'open' || !found.hasBegun) throw new AgreementTakesNoApplications()
  return found
}

class AgreementTakesNoApplications extends Refused {
  constructor() {
    super(
      'agreement-not-valid',
      'The agreement is not in force: it has not begun yet, or it has ended. Its page says which, and the list of agreements shows those that are open.',
    )
  }
}

export class ApplicationUnderWay extends Conflict {
  constructor(applicationId: string | null) {
    super(
      'application-under-way',
      'Your organisation has an application for this category under way. Go on with that one, or withdraw it first.',
      applicationId === null ? {} : { applicationId },
    )
  }
}

export class ApplicationIncomplete extends Refused {
  constructor(lacking: readonly LackingAnswer[]) {
    super(
      'application-incomplete',
      'Some of your library is not answered in full yet, or is out of date. See errors.',
      lacking.map(({ question, title, productId, lacks, isExpired }) => ({
        pointer: productId === null ? `/answers/${question}` : `/answers/${question}/${productId}`,
        code: isExpired ? 'expired' : 'missing',
        detail: isExpired
          ? `${title}: the answer is out of date. Renew it in the library.`
          : `${title} still lacks: ${lacks.join('; ')}. Answer it in the library.`,
      })),
    )
  }
}
