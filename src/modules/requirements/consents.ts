import { rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { listActorsOf } from '../identity/actors.js'
import { type Consent, type ConsentSide, partnerFor, type TwoPersonVerb } from './domain/consent.js'

/** A change that takes two people: both must say the very same, for the same revision of a locked requirement. */
export interface Proposal {
  requirementId: string
  revision: number
  verb: TwoPersonVerb
  side: ConsentSide
  content: object
  /** On which side somebody acts now; null for whoever may not. */
  sideOf: (actor: Actor) => ConsentSide | null
  /** Whether somebody is barred from deciding, whatever their roles. */
  isBarred?: (personId: string) => Promise<boolean>
}

/**
 * Notes what the actor says, which replaces what they said before; answers who proposed the same before and so makes two, or null while
 * another person must agree. Other words stand beside it and hinder nobody.
 */
export async function agree(tx: Tx, actor: Actor, proposal: Proposal, at: Instant): Promise<string | null> {
  const { requirementId, revision, verb, side, content } = proposal
  const given = await listConsents(tx, proposal)
  if (given.some(({ personId, same }) => same && personId === actor.personId))
    throw new Conflict('already-proposed', 'You have already proposed just this. A second person must agree to it.')
  await tx.query(
    `INSERT INTO change_consent (id, requirement_id, verb, revision, person_id, side, content, consented_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), requirementId, verb, revision, actor.personId, side, JSON.stringify(content), at],
  )
  const others = given.filter(({ personId }) => personId !== actor.personId)
  return partnerFor(verb, side, await asTheyAreNow(tx, proposal, others))?.personId ?? null
}

/** Those who say the same and still may, each on the side where they stand now. */
async function asTheyAreNow(tx: Tx, { sideOf, isBarred }: Proposal, others: readonly Consent[]): Promise<Consent[]> {
  const standing: Consent[] = []
  for (const { personId, same } of others.filter(each => each.same)) {
    if ((await isBarred?.(personId)) === true) continue
    const sides = (await listActorsOf(tx, personId)).map(sideOf).filter(side => side !== null)
    standing.push(...sides.map(side => ({ personId, side, same })))
  }
  return standing
}

/** Each person's last word on the requirement as it is: a proposal lapses when the requirement changes. */
const listConsents = (tx: Tx, { requirementId, revision, verb, content }: Proposal): Promise<Consent[]> =>
  rows<Consent>(
    tx,
    `SELECT DISTINCT ON (person_id) person_id AS "personId", side, content = $4::jsonb AS same
     FROM change_consent WHERE requirement_id = $1 AND revision = $2 AND verb = $3 ORDER BY person_id, consented_at DESC, id DESC`,
    [requirementId, revision, verb, JSON.stringify(content)],
  )

/** What one person has said last of a change that takes two, for the requirement as it is now. */
export interface StandingProposal {
  verb: TwoPersonVerb
  side: ConsentSide
  content: Readonly<Record<string, string>>
  proposedAt: Instant
  /** Whether the reader said it. */
  own: boolean
}

export const listProposals = (view: Readable, actor: Actor, requirementId: string): Promise<StandingProposal[]> =>
  rows<StandingProposal>(
    view,
    `SELECT DISTINCT ON (c.verb, c.person_id) c.verb, c.side, c.content, c.consented_at AS "proposedAt", c.person_id = $2 AS own
     FROM change_consent c JOIN requirement r ON r.id = c.requirement_id AND r.revision = c.revision
     WHERE c.requirement_id = $1 ORDER BY c.verb, c.person_id, c.consented_at DESC, c.id DESC`,
    [requirementId, actor.personId],
  )

/** What others have said last instead of what the actor said last, for the requirement as it is now. */
export async function listOtherProposals(view: Readable, actor: Actor, requirementId: string, verb: TwoPersonVerb): Promise<object[]> {
  const found = await rows<{ content: object }>(
    view,
    `WITH said AS (
       SELECT DISTINCT ON (c.person_id) c.person_id, c.content
       FROM change_consent c JOIN requirement r ON r.id = c.requirement_id AND r.revision = c.revision
       WHERE c.requirement_id = $1 AND c.verb = $2 ORDER BY c.person_id, c.consented_at DESC, c.id DESC)
     SELECT DISTINCT other.content FROM said own JOIN said other ON other.content <> own.content WHERE own.person_id = $3`,
    [requirementId, verb, actor.personId],
  )
  return found.map(({ content }) => content)
}
