import { Injectable } from '@nestjs/common'
import { Not } from 'typeorm'

import { firstRow } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { type MemberChange, mergeMembers } from '../../shared/domain/merge-members.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { SupplierKeys } from '../keys/supplier-keys.js'
import { isActiveMember } from '../memberships/memberships.js'
import { maySeeRequirement } from '../requirements/domain/requirement-policy.js'
import { NotInvited } from '../requirements/domain/who-may-bid.js'
import { isLeftOut } from '../requirements/may-bid.js'
import { shareRequirement } from '../requirements/requirement-queries.js'
import { bidSubject } from './bid-audit.js'
import { AcknowledgementsService, type OwnAcknowledgement } from './acknowledgements.service.js'
import { Bid } from './bid.entity.js'
import { lockWritable, readReceived, refuseUnlessOpenFor } from './bid-guards.js'
import {
  type BidSummary,
  type BidToShow,
  getBid,
  getBidToShow,
  getReceipt,
  listBidsOfSupplier,
  readAsked,
  type StoredReceipt,
} from './bid-queries.js'
import { ownBid, withStanding } from './bid-standing.service.js'
import { ChangeWorkingCopy } from './change-working-copy.js'
import { readWorkingCopy } from './check-bid.js'
import type { Asked } from './domain/bid-completeness.js'
import type { BidDraft } from './domain/bid-content.js'
import { bidStateAt } from './domain/bid-lifecycle.js'
import { priceTotalOf, type WordCount, wordCountsOf } from './domain/bid-progress.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'
import { Sealing, workingCopyOf as placeOfWorkingCopy } from './sealing.js'

export type BidChange = MemberChange<BidDraft>

export interface WorkingCopy extends BidDraft {
  id: string
  requirementId: string
  state: Bid['state']
  revision: number
  acknowledgements: OwnAcknowledgement[]
  wordCounts: WordCount[]
  priceTotal: string | null
}

@Injectable()
export class BidDraftsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly changes: ChangeWorkingCopy,
    private readonly acknowledgements: AcknowledgementsService,
    private readonly sealing: Sealing,
    private readonly keys: SupplierKeys,
  ) {}

  /** Starts the acting supplier's one bid on the requirement, as a member and, where the law asks for it, invited; answers its id. */
  async start(actor: Actor, requirementId: string, repeat: RepeatKey | null): Promise<string> {
    const subject = { type: 'requirement', id: requirementId, stream: `organisation:${actor.organisationId}` } as const
    const refusal: RefusalRecord = { action: 'bid.start-refused', subject }
    const { id } = await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await shareRequirement(tx, requirementId)
        if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
        const isMember = await isActiveMember(tx, actor.organisationId, requirement.categoryIds)
        const received = await readReceived(tx, requirementId)
        refusal.decidedAt = received.at
        refuseUnlessOpenFor(requirement, isMember, received)
        if (await isLeftOut(tx, requirementId, actor.organisationId)) throw new NotInvited(requirement.publishedAt)
        await this.keys.makeOnce(tx, actor.organisationId)
        const bidId = await insertBid(tx, this.sealing, actor, requirementId)
        await recordAudit(tx, actor, 'bid.started', bidSubject(bidId, actor.organisationId))
        return { id: bidId }
      }),
    )
    return id
  }

  /** The working copy, for its supplier only. */
  get(actor: Actor, id: string): Promise<WorkingCopy> {
    return this.unitOfWork.readAtOnce(actor, async view => {
      const [bid, working] = await withStanding(getOwnBid(view, actor, id), readWorkingCopy(view, this.sealing, ownBid(actor, id)))
      const now = { state: bidStateAt(bid.state, bid.inTime), draft: this.draftOf(bid) }
      return workingCopyOf(bid, now, working.requirement.content, this.acknowledgements.listIn(bid, working))
    })
  }

  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<BidSummary>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view =>
      pageOf(await listBidsOfSupplier(view, actor.organisationId, after, limit + 1), limit, ({ id }) => [id]),
    )
  }

  /** Changes the working copy that nobody changed since `revision`, and answers what was written; submitted versions stay as they are. */
  change(actor: Actor, id: string, revision: number, change: BidChange): Promise<WorkingCopy> {
    return this.changes.run(actor, async (tx, refusal) => {
      const bid = await lockWritable(tx, actor, id, refusal)
      refuseStale(bid.revision, revision)
      const now = { draft: mergeMembers(this.draftOf(bid), change), revision: revision + 1 }
      await tx.update(Bid, id, { workingCopy: this.sealing.seal(now.draft, placeOfWorkingCopy(bid)), revision: now.revision })
      return workingCopyOf(bid, now, await readAsked(tx, bid.requirementId), await this.acknowledgements.list(tx, bid))
    })
  }

  private draftOf(bid: Bid): BidDraft {
    return this.sealing.unseal(bid.workingCopy, placeOfWorkingCopy(bid)) as BidDraft
  }

  async receipt(actor: Actor, id: string, version: number): Promise<StoredReceipt> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await getBid(view, id)
      if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
      return getReceipt(view, this.sealing, bid, version)
    })
  }
}

async function getOwnBid(view: Readable, actor: Actor, id: string): Promise<BidToShow> {
  const bid = await getBidToShow(view, id)
  if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
  return bid
}

/** The bid as its supplier sees it, with its content and with what differs from the row that was read. */
function workingCopyOf(
  bid: Bid,
  now: Partial<Pick<Bid, 'state' | 'revision'>> & { draft: BidDraft },
  asked: Asked,
  acknowledgements: OwnAcknowledgement[],
): WorkingCopy {
  const { id, requirementId } = bid
  const { state = bid.state, revision = bid.revision, draft } = now
  const progress = { wordCounts: wordCountsOf(draft, asked), priceTotal: priceTotalOf(draft, asked) }
  return { id, requirementId, state, revision, ...draft, acknowledgements, ...progress }
}

async function insertBid(tx: Tx, sealing: Sealing, actor: Actor, requirementId: string): Promise<string> {
  const id = newId()
  const { organisationId: supplierId } = actor
  const inserted = await firstRow(
    tx,
    `INSERT INTO bid (id, requirement_id, supplier_id, state, revision, working_copy) VALUES ($1, $2, $3, 'draft', 1, $4)
     ON CONFLICT DO NOTHING RETURNING id`,
    [id, requirementId, supplierId, sealing.seal({}, placeOfWorkingCopy({ id, supplierId }))],
  )
  if (inserted !== null) return id
  const existing = await tx.findOneBy(Bid, { requirementId, supplierId, state: Not('withdrawn') })
  throw new Conflict('bid-exists', 'Your organisation has already started a bid on this requirement.', { bidId: existing?.id })
}
