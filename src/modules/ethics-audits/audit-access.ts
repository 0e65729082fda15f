import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden } from '../../shared/domain/errors.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { refuseWithoutDeclaration } from '../requirements/interest-declarations.service.js'
import { mayAudit, mayReadAudits } from './domain/ethics-audit-policy.js'
import { type EthicsAudit, getAudit, lockAudit } from './ethics-audit-queries.js'

export function refuseUnlessReader(actor: Actor): void {
  if (!mayReadAudits(actor)) throw new AuditNotYours()
}

/** The audit for somebody who may look at it and has declared no interest. */
export async function getReadableAudit(view: Readable, actor: Actor, id: string): Promise<EthicsAudit> {
  refuseUnlessReader(actor)
  const audit = await getAudit(view, id)
  await refuseWithoutDeclaration(view, actor, audit.requirementId)
  return audit
}

/** The audit as the officer saw it last, held until the transaction ends; or the reason why it is not to be changed. */
export async function lockForOfficer(tx: Tx, actor: Actor, id: string, seen: number): Promise<EthicsAudit> {
  if (!mayAudit(actor)) throw new AuditNotYours()
  const audit = await lockAudit(tx, id)
  await refuseWithoutDeclaration(tx, actor, audit.requirementId)
  if (audit.state === 'signed-off') throw new AuditSignedOff()
  refuseStale(audit.revision, seen)
  return audit
}

class AuditNotYours extends Forbidden {
  constructor() {
    super('audit-not-yours', 'Ethics answers are audited by procurement officers without a role at any supplier.')
  }
}

export class AuditSignedOff extends Conflict {
  constructor() {
    super('audit-signed-off', 'This audit is signed off, and nothing of it changes any more. Its report says what came of it.')
  }
}
