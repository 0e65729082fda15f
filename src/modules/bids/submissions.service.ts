import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { isInFlight } from '../../shared/once.js'
import { getBid, getReceipt, type StoredReceipt } from './bid-queries.js'
import { maySubmit } from './domain/bid-policy.js'
import { Sealing } from './sealing.js'

/** The routes whose keys are asked for, as runOnce knows them: by either door. */
const SUBMIT = ['POST /api/v1/bids/:id/submit', 'POST /supplier/bids/:id/submit']

export type SubmissionOutcome = { state: 'received'; stored: StoredReceipt } | { state: 'in-flight' | 'not-received' }

@Injectable()
export class SubmissionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /**
   * What became of the submission of the bid that was sent with this Idempotency-Key, by whichever colleague, for whoever lost the answer. True at
   * one instant, and for ever once received. Only its sender is told that it is still on its way: until then nobody else's key is known.
   */
  outcomeOf(actor: Actor, bidId: string, key: string): Promise<SubmissionOutcome> {
    return this.unitOfWork.run(actor, async tx => {
      const bid = await getBid(tx, bidId)
      if (!maySubmit(actor, bid)) throw new NotFound('bid')
      for (const route of SUBMIT) if (await isInFlight(tx, actor, { route, key })) return { state: 'in-flight' }
      const version = await findVersionSentWith(tx, actor, bidId, key)
      return version === null ? { state: 'not-received' } : { state: 'received', stored: await getReceipt(tx, this.sealing, bid, version) }
    })
  }
}

/** The version whose receipt answered it: the actor's own before a colleague's, the last one where the key was used again after 24 hours. */
async function findVersionSentWith(view: Readable, actor: Actor, bidId: string, key: string): Promise<number | null> {
  const sql = 'SELECT version FROM submission_key WHERE bid_id = $1 AND key = $3 ORDER BY person_id = $2 DESC, version DESC LIMIT 1'
  return (await firstRow<{ version: number }>(view, sql, [bidId, actor.personId, key]))?.version ?? null
}
