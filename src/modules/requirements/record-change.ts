import { oneRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import type { Difference } from './domain/difference.js'
import { keepVersion } from './keep-version.js'
import { requirementSubject } from './requirement-audit.js'

export const CHANGE_KINDS = ['extended', 'amended', 'reopened', 'cancelled'] as const

export type ChangeKind = (typeof CHANGE_KINDS)[number]

export interface Change extends Difference {
  kind: ChangeKind
  /** Whether bidders were given more time for it. */
  material?: boolean
  reason: string
  /** The first of the two people, where a change takes two. */
  proposedBy?: string | null
  at: Instant
}

/** Adds the change, which is written already, to the requirement's history, keeps what it says since, tells everyone, and writes the audit line, last of all. The requirement is locked, so numbers have no gaps. */
export async function recordChange(tx: Tx, actor: Actor, requirementId: string, change: Change): Promise<void> {
  const { kind, material = false, reason, before, after, proposedBy = null, at } = change
  const { number } = await oneRow<{ number: number }>(
    tx,
    `INSERT INTO requirement_change (requirement_id, number, kind, material, reason, before, after, changed_by, proposed_by, changed_at)
     SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM requirement_change WHERE requirement_id = $1 RETURNING number`,
    [requirementId, kind, material, reason, JSON.stringify(before), JSON.stringify(after), actor.personId, proposedBy, at],
  )
  if (kind !== 'cancelled') await keepVersion(tx, actor, requirementId, kind)
  await publish(tx, { type: `requirement.${kind}`, payload: { requirementId, change: number } })
  await recordAudit(tx, actor, `requirement.${kind}`, requirementSubject(requirementId), { number, reason, before, after })
}
