import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'

export const VERSION_KINDS = ['submitted', 'published', 'amended', 'extended', 'reopened'] as const

/** At which act a version was kept. */
export type VersionKind = (typeof VERSION_KINDS)[number]

/** Keeps what the requirement says now, after the act has written it. The requirement is locked, so numbers have no gaps. */
export async function keepVersion(tx: Tx, actor: Actor, requirementId: string, kind: VersionKind): Promise<void> {
  await tx.query(
    `INSERT INTO requirement_version (requirement_id, number, kind, revision, category_ids, content, saved_by, saved_at)
     SELECT r.id, (SELECT coalesce(max(number), 0) + 1 FROM requirement_version WHERE requirement_id = r.id), $2, r.revision, r.category_ids,
            r.content, $3, market_now()
     FROM requirement r WHERE r.id = $1`,
    [requirementId, kind, actor.personId],
  )
}
