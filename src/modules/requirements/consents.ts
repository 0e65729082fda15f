import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { type Consent, type ConsentSide, partnerFor, type TwoPersonVerb } from './domain/consent.js'

/** A change that takes two people: both must say the very same, for the same revision of a locked requirement. */
export interface Proposal {
  requirementId: string
  revision: number
  verb: TwoPersonVerb
  side: ConsentSide
  content: object
}

type Given = Consent & { content: object }

/** Notes the actor's agreement; answers who proposed the same before and so makes two, or null while another person must agree. */
export async function agree(tx: Tx, actor: Actor, proposal: Proposal, at: Instant): Promise<string | null> {
  const { requirementId, revision, verb, side, content } = proposal
  const given = await listConsents(tx, proposal)
  if (given.some(({ personId, same }) => same && personId === actor.personId))
    throw new Conflict('already-proposed', 'You have already proposed just this. A second person must agree to it.')
  const others = given.filter(({ personId }) => personId !== actor.personId)
  const differing = others.find(({ same }) => !same)
  if (differing !== undefined) throw new ProposalDiffers(differing.content)
  await tx.query(
    `INSERT INTO change_consent (id, requirement_id, verb, revision, person_id, side, content, consented_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), requirementId, verb, revision, actor.personId, side, JSON.stringify(content), at],
  )
  return partnerFor(verb, side, others)?.personId ?? null
}

/** Each person's last word on the requirement as it is: a proposal lapses when the requirement changes. */
const listConsents = (tx: Tx, { requirementId, revision, verb, content }: Proposal): Promise<Given[]> =>
  rows<Given>(
    tx,
    `SELECT DISTINCT ON (person_id) person_id AS "personId", side, content, content = $4::jsonb AS same
     FROM change_consent WHERE requirement_id = $1 AND revision = $2 AND verb = $3 ORDER BY person_id, consented_at DESC, id DESC`,
    [requirementId, revision, verb, JSON.stringify(content)],
  )

class ProposalDiffers extends Conflict {
  constructor(proposed: object) {
    super(
      'proposal-differs',
      'Another person has proposed something else, and two must agree to the same. Send what is proposed, or have it proposed anew.',
      { proposed },
    )
  }
}
