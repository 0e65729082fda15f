import type { Tx } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { moveRequirement } from './domain/requirement-lifecycle.js'
import { requirementSubject } from './requirement-audit.js'
import { Requirement } from './requirement.entity.js'

/** Writes down that an open requirement, locked and past its deadline, is closed; answers its new state and revision. */
export async function closeRequirement(tx: Tx, requirement: Requirement): Promise<Pick<Requirement, 'state' | 'revision'>> {
  const closed = { state: moveRequirement(requirement.state, 'closed'), revision: requirement.revision + 1 }
  await tx.update(Requirement, requirement.id, closed)
  await publish(tx, { type: 'requirement.closed', payload: { requirementId: requirement.id } })
  await recordAudit(tx, SYSTEM, 'requirement.closed', requirementSubject(requirement.id))
  return closed
}
