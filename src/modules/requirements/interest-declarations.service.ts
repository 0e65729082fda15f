import { Injectable } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden, NotFound, Refused } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
import { getVisibleRequirement } from './requirement-guards.js'
import { requirementSubject } from './requirement-audit.js'
import { shareRequirement } from './requirement-queries.js'

/** What a person has declared for one requirement. */
export interface InterestDeclaration {
  hasInterest: boolean
  details: string
}

@Injectable()
export class InterestDeclarationsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What the actor has declared for this requirement; null where they have not. */
  standing(actor: Actor, requirementId: string): Promise<{ title: string; hasInterest: boolean | null }> {
    return this.unitOfWork.read(actor, async view => {
      const { title } = await getVisibleRequirement(view, actor, requirementId)
      return { title, hasInterest: await declaredInterest(view, actor.personId, requirementId) }
    })
  }

  /** Records whether the actor has an interest in this competition. A later declaration adds to the earlier ones; an interest once declared stays. */
  async declare(actor: Actor, requirementId: string, declaration: InterestDeclaration, repeat: RepeatKey | null): Promise<void> {
    refuseUnexplained(declaration)
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      const requirement = await shareRequirement(tx, requirementId)
      if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
      const { hasInterest, details } = declaration
      await tx.query(
        `INSERT INTO interest_declaration (id, requirement_id, person_id, has_interest, details, declared_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [newId(), requirementId, actor.personId, hasInterest, details, await marketNow(tx)],
      )
      await recordAudit(tx, actor, 'interests.declared', requirementSubject(requirementId), { hasInterest, details })
      return { requirementId }
    })
  }
}

function refuseUnexplained({ hasInterest, details }: InterestDeclaration): void {
  if (!hasInterest || details.trim() !== '') return
  throw new Refused('interest-unexplained', 'Say what the interest is.', [
    { pointer: '/details', code: 'missing', detail: 'Describe the interest in a sentence.' },
  ])
}

/** Nobody looks at bids before declaring, and nobody with an interest looks at all. */
export async function refuseWithoutDeclaration(view: Readable, actor: Actor, requirementId: string): Promise<void> {
  const hasInterest = await declaredInterest(view, actor.personId, requirementId)
  if (hasInterest === null)
    throw new Forbidden('interests-not-declared', 'Declare your interests in this requirement before you look at its bids.')
  if (hasInterest) throw new Forbidden('interest-declared', 'You declared an interest in this requirement, so its bids are not for you.')
}

/** Whoever has declared an interest decides nothing about the requirement. */
export async function refuseDeclaredInterest(view: Readable, actor: Actor, requirementId: string): Promise<void> {
  if (await hasDeclaredInterest(view, actor.personId, requirementId))
    throw new Forbidden('interest-declared', 'You declared an interest in this requirement, so it is not for you to decide on.')
}

export const hasDeclaredInterest = async (view: Readable, personId: string, requirementId: string): Promise<boolean> =>
  (await declaredInterest(view, personId, requirementId)) === true

/** Null where the person has declared nothing. */
export async function declaredInterest(view: Readable, personId: string, requirementId: string): Promise<boolean | null> {
  const declared = await oneRow<{ hasInterest: boolean | null }>(
    view,
    'SELECT bool_or(has_interest) AS "hasInterest" FROM interest_declaration WHERE requirement_id = $1 AND person_id = $2',
    [requirementId, personId],
  )
  return declared.hasInterest
}
