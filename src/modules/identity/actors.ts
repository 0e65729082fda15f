import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { Actor, type ActorFacts } from '../../shared/domain/actor.js'

type Held = Pick<ActorFacts, 'organisationId' | 'organisationKind' | 'roles'>

/** The actor as they are now in the organisation they act for, or null once they have left it: for what takes longer than a moment. */
export async function actorNow(view: Readable, { personId, organisationId }: Actor): Promise<Actor | null> {
  const actors = await listActorsOf(view, personId)
  return actors.find(each => each.organisationId === organisationId) ?? null
}

/** Somebody who is not here to act, as they are now, in each organisation where they hold a role; their sign-in counts as old. */
export async function listActorsOf(view: Readable, personId: string): Promise<Actor[]> {
  const held = await rows<Held>(
    view,
    `SELECT o.id AS "organisationId", o.kind AS "organisationKind", array_agg(g.role ORDER BY g.role) AS roles
     FROM role_grant g JOIN organisation o ON o.id = g.organisation_id WHERE g.person_id = $1 GROUP BY o.id, o.kind ORDER BY o.id`,
    [personId],
  )
  const supplierAnywhere = held.some(({ organisationKind }) => organisationKind === 'supplier')
  return held.map(each => new Actor({ ...each, personId, supplierAnywhere, signInAgeSeconds: Infinity }))
}
