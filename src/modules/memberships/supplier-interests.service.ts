import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow, oneRow } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden, NotFound, Refused } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { supplierInterestsHref } from './supplier-interests-links.js'
import { mayDeclareAboutSuppliers } from './domain/membership-policy.js'

/** What an officer has declared about a supplier. */
export interface SupplierInterest {
  hasInterest: boolean
  details: string
}

/** Before an officer looks into what a supplier applies with, they say whether they have an interest in it; whoever has one never acts on it. */
@Injectable()
export class SupplierInterestsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Whether the actor has declared about this supplier, and what; null where they have not. */
  standing(actor: Actor, supplierId: string): Promise<{ supplierName: string; hasInterest: boolean | null }> {
    refuseOthers(actor)
    return this.unitOfWork.read(actor, async view => ({
      supplierName: await nameOfSupplier(view, supplierId),
      hasInterest: await declaredInterest(view, actor.personId, supplierId),
    }))
  }

  /** A later declaration adds to the earlier ones; an interest once declared stays. */
  async declare(actor: Actor, supplierId: string, { hasInterest, details }: SupplierInterest, repeat: RepeatKey | null): Promise<void> {
    refuseOthers(actor)
    if (hasInterest && details.trim() === '')
      throw new Refused('interest-unexplained', 'Say what the interest is.', [
        { pointer: '/details', code: 'missing', detail: 'Describe the interest in a sentence.' },
      ])
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      await nameOfSupplier(tx, supplierId)
      await tx.query(
        `INSERT INTO supplier_interest (id, supplier_id, person_id, has_interest, details, declared_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [newId(), supplierId, actor.personId, hasInterest, details, await marketNow(tx)],
      )
      const subject = { type: 'organisation', id: supplierId, stream: `organisation:${supplierId}` } as const
      await recordAudit(tx, actor, 'supplier-interests.declared', subject, { hasInterest, details })
      return { supplierId }
    })
  }
}

function refuseOthers(actor: Actor): void {
  if (!mayDeclareAboutSuppliers(actor)) throw new NotFound('supplier')
}

async function nameOfSupplier(view: Readable, id: string): Promise<string> {
  const found = await firstRow<{ name: string }>(view, `SELECT name FROM organisation WHERE id = $1 AND kind = 'supplier'`, [id])
  if (found === null) throw new NotFound('supplier')
  return found.name
}

/** Null where the person has declared nothing. */
export async function declaredInterest(view: Readable, personId: string, supplierId: string): Promise<boolean | null> {
  const { hasInterest } = await oneRow<{ hasInterest: boolean | null }>(
    view,
    'SELECT bool_or(has_interest) AS "hasInterest" FROM supplier_interest WHERE supplier_id = $1 AND person_id = $2',
    [supplierId, personId],
  )
  return hasInterest
}

/** Nobody looks into a supplier's file before declaring, and nobody with an interest looks at all. */
export async function refuseWithoutDeclarationOf(view: Readable, actor: Actor, supplierId: string): Promise<void> {
  const hasInterest = await declaredInterest(view, actor.personId, supplierId)
  if (hasInterest === null)
    throw new Forbidden(
      'interests-not-declared',
      `Declare your interests in this supplier before you look at what it applies with, or decide on it: at ${supplierInterestsHref(supplierId)} in the browser, or by POST /api/v1/suppliers/${supplierId}/interest-declarations.`,
    )
  if (hasInterest)
    throw new Forbidden('interest-declared', 'You declared an interest in this supplier, so its standing is not for you to decide.')
}
