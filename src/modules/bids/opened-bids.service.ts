import { Injectable } from '@nestjs/common'

import { shownHash } from '../../shared/canonical.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { getVisibleRequirement } from '../requirements/requirement-guards.js'
import { refuseWithoutDeclaration } from '../requirements/interest-declarations.service.js'
import type { Acknowledgement } from './domain/acknowledgements.js'
import type { AwardAnswer, Declarations, Envelopes, EthicsAnswers } from './domain/bid-content.js'
import type { PinnedFile } from './domain/evidence.js'
import { OPENED_STATES } from './domain/bid-lifecycle.js'
import { mayReadOpenedBids } from './domain/bid-policy.js'
import { unseal } from './sealing.js'

export interface OpenedBidSummary {
  bidId: string
  supplierId: string
  supplierName: string
  version: number
  receivedAt: Instant
  contentCommitment: string
}

/** The quality envelope. The price stays closed until quality is scored. */
export interface OpenedBid extends OpenedBidSummary {
  awardAnswers: readonly AwardAnswer[]
  declarations: Declarations
  ethicsAnswers: EthicsAnswers
  /** The supplier's reasons for what the check warned of. */
  acknowledgements: readonly Acknowledgement[]
  files: readonly PinnedFile[]
}

const LAST_VERSION = `
  FROM bid b JOIN organisation o ON o.id = b.supplier_id
  JOIN LATERAL (SELECT * FROM bid_version v WHERE v.bid_id = b.id ORDER BY v.number DESC LIMIT 1) v ON true
  WHERE b.requirement_id = $1 AND b.state = ANY ($2)`

const SUMMARY = `b.id AS "bidId", b.supplier_id AS "supplierId", o.name AS "supplierName", v.number AS version, v.received_at AS "receivedAt", v.commitment`

type Row = Omit<OpenedBidSummary, 'contentCommitment'> & { commitment: Buffer }

const present = ({ commitment, ...row }: Row): OpenedBidSummary => ({ ...row, contentCommitment: shownHash(commitment) })

@Injectable()
export class OpenedBidsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<OpenedBidSummary>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      await refuseUnlessReadable(view, actor, requirementId)
      const found = await rows<Row>(view, `SELECT ${SUMMARY} ${LAST_VERSION} AND ($3::uuid IS NULL OR b.id > $3) ORDER BY b.id LIMIT $4`, [
        requirementId,
        OPENED_STATES,
        after,
        limit + 1,
      ])
      return pageOf(found, limit, ({ bidId }) => [bidId], present)
    })
  }

  get(actor: Actor, requirementId: string, bidId: string): Promise<OpenedBid> {
    return this.unitOfWork.read(actor, async view => {
      await refuseUnlessReadable(view, actor, requirementId)
      const row = await firstRow<Row & { quality: Buffer }>(view, `SELECT ${SUMMARY}, v.quality ${LAST_VERSION} AND b.id = $3`, [
        requirementId,
        OPENED_STATES,
        bidId,
      ])
      if (row === null) throw new NotFound('bid')
      const { quality, ...summary } = row
      return { ...present(summary), acknowledgements: [], files: [], ...(unseal(quality) as Envelopes['quality']) }
    })
  }
}

/** Sealed bids give one answer, whether there are any or none. */
export async function refuseUnlessReadable(view: Readable, actor: Actor, requirementId: string): Promise<void> {
  const requirement = await getVisibleRequirement(view, actor, requirementId)
  if (!mayReadOpenedBids(actor, requirement))
    throw new Forbidden('bids-not-yours', 'Opened bids are for the buyer’s people and the officers.')
  if (requirement.bidsOpenedAt === null)
    throw new Conflict('bids-sealed', 'Bids stay sealed until two people open them after the deadline.')
  await refuseWithoutDeclaration(view, actor, requirementId)
}
