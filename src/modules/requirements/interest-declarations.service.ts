import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, NotFound } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
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

  /** Records, once and for good, whether the actor has an interest in this competition. */
  async declare(actor: Actor, requirementId: string, declaration: InterestDeclaration, repeat: RepeatKey | null): Promise<void> {
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      const requirement = await shareRequirement(tx, requirementId)
      if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
      const { hasInterest, details } = declaration
      const inserted = await firstRow(
        tx,
        `INSERT INTO interest_declaration (id, requirement_id, person_id, has_interest, details, declared_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (requirement_id, person_id) DO NOTHING RETURNING id`,
        [newId(), requirementId, actor.personId, hasInterest, details, await marketNow(tx)],
      )
      if (inserted === null)
        throw new Conflict('interests-already-declared', 'You have already declared your interests in this requirement.')
      await recordAudit(tx, actor, 'interests.declared', requirementSubject(requirementId), { hasInterest, details })
      return { requirementId }
    })
  }
}

/** Nobody looks at bids before declaring, and nobody with an interest looks at all. */
export async function refuseWithoutDeclaration(view: Readable, actor: Actor, requirementId: string): Promise<void> {
  const declared = await firstRow<{ hasInterest: boolean }>(
    view,
    'SELECT has_interest AS "hasInterest" FROM interest_declaration WHERE requirement_id = $1 AND person_id = $2',
    [requirementId, actor.personId],
  )
  if (declared === null)
    throw new Forbidden('interests-not-declared', 'Declare your interests in this requirement before you look at its bids.')
  if (declared.hasInterest)
    throw new Forbidden('interest-declared', 'You declared an interest in this requirement, so its bids are not for you.')
}
