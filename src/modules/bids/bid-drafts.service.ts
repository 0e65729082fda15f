import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { maySeeRequirement } from '../requirements/domain/requirement-policy.js'
import { shareRequirement } from '../requirements/requirement-queries.js'
import { bidSubject } from './bid-audit.js'
import { Bid } from './bid.entity.js'
import { readReceived, refuseLate, refuseUnlessOpenFor } from './bid-guards.js'
import { type BidSummary, getBid, getReceipt, listBidsOfSupplier, lockBid, type StoredReceipt } from './bid-queries.js'
import type { BidDraft } from './domain/bid-content.js'
import { isWritable } from './domain/bid-lifecycle.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'
import { seal, unseal } from './sealing.js'

/** Members that are given replace, null deletes, and what is not named stays. */
export type BidChange = { [Member in keyof BidDraft]?: BidDraft[Member] | null | undefined }

export interface WorkingCopy extends BidDraft {
  id: string
  requirementId: string
  state: Bid['state']
  revision: number
}

@Injectable()
export class BidDraftsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Starts the acting supplier's one bid on the requirement; answers its id. */
  async start(actor: Actor, requirementId: string, repeat: RepeatKey | null): Promise<string> {
    const { id } = await runOnce(this.unitOfWork, actor, repeat, async tx => {
      const requirement = await shareRequirement(tx, requirementId)
      if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
      await refuseUnlessOpenFor(tx, requirement, actor.organisationId, await readReceived(tx, requirementId))
      const bidId = await insertBid(tx, actor, requirementId)
      await recordAudit(tx, actor, 'bid.started', bidSubject(bidId, actor.organisationId))
      return { id: bidId }
    })
    return id
  }

  /** The working copy, for its supplier only. */
  async get(actor: Actor, id: string): Promise<WorkingCopy> {
    const bid = await this.unitOfWork.read(actor, view => getBid(view, id))
    if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
    const { requirementId, state, revision } = bid
    return { id, requirementId, state, revision, ...(unseal(bid.workingCopy) as BidDraft) }
  }

  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<BidSummary>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view =>
      pageOf(
        await listBidsOfSupplier(view, actor.organisationId, after, limit + 1),
        limit,
        ({ id }) => [id],
        bid => bid,
      ),
    )
  }

  /** Changes the working copy that nobody changed since `revision`; submitted versions stay as they are. */
  change(actor: Actor, id: string, revision: number, change: BidChange): Promise<void> {
    return this.unitOfWork.run(actor, async tx => {
      const bid = await lockWritable(tx, actor, id)
      refuseStale(bid.revision, revision)
      const workingCopy = seal(merge(unseal(bid.workingCopy) as BidDraft, change))
      await tx.update(Bid, id, { workingCopy, revision: revision + 1 })
    })
  }

  async receipt(actor: Actor, id: string, version: number): Promise<StoredReceipt> {
    return this.unitOfWork.read(actor, async view => {
      if (!mayUseWorkingCopy(actor, await getBid(view, id))) throw new NotFound('bid')
      return getReceipt(view, id, version)
    })
  }
}

/** The bid locked for writing its working copy, or the reason why it cannot be written any more. */
export async function lockWritable(tx: Tx, actor: Actor, id: string): Promise<Bid> {
  const bid = await lockBid(tx, id)
  if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
  refuseLate(await readReceived(tx, bid.requirementId))
  if (!isWritable(bid.state))
    throw new Conflict('bid-not-writable', `This bid is ${bid.state} and cannot be changed.`, { state: bid.state })
  return bid
}

async function insertBid(tx: Tx, actor: Actor, requirementId: string): Promise<string> {
  const id = newId()
  const inserted = await firstRow(
    tx,
    `INSERT INTO bid (id, requirement_id, supplier_id, state, revision, working_copy) VALUES ($1, $2, $3, 'draft', 1, $4)
     ON CONFLICT DO NOTHING RETURNING id`,
    [id, requirementId, actor.organisationId, seal({})],
  )
  if (inserted !== null) return id
  const existing = await tx.findOneBy(Bid, { requirementId, supplierId: actor.organisationId })
  throw new Conflict('bid-exists', 'Your organisation has already started a bid on this requirement.', { bidId: existing?.id })
}

function merge(draft: BidDraft, change: BidChange): BidDraft {
  const merged: Record<string, unknown> = { ...draft }
  for (const [member, value] of Object.entries(change)) {
    if (value === null) Reflect.deleteProperty(merged, member)
    else if (value !== undefined) merged[member] = value
  }
  return merged
}
