import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'

/** Whoever writes a part never approves it. */
export const noteContributor = (tx: Tx, actor: Actor, requirementId: string): Promise<unknown> =>
  rows(tx, 'INSERT INTO requirement_contributor (requirement_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    requirementId,
    actor.personId,
  ])
