import { Injectable } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { AgreementsNotYours } from './agreement-guards.js'
import { mayReadAgreementDrafts } from './domain/agreement-policy.js'
import type { MarketNoticeNumber, MarketOccasion } from './note-market-notice.js'

/** What a notice of a dynamic market has to tell. */
export interface MarketNotice {
  id: string
  notice: MarketNoticeNumber
  occasion: MarketOccasion
  subjectId: string
  /** In words: the supplier and its category, or the agreement. */
  subject: string
  occurredAt: Instant
  /** No release publishes them yet. */
  publishedAt: null
}

/** The notices of an agreement, for the officers who will publish them. */
@Injectable()
export class MarketNoticesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The newest first; none under the old law, which has no such notices. */
  list(actor: Actor, agreementId: string, limit: number, cursor: string | undefined): Promise<Page<MarketNotice>> {
    if (!mayReadAgreementDrafts(actor)) throw new AgreementsNotYours()
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      await refuseUnknown(view, agreementId)
      const found = await listNotices(view, agreementId, after, limit + 1)
      return pageOf(
        found,
        limit,
        ({ occurredAt, id }) => [occurredAt, id],
        each => ({ ...each, publishedAt: null }),
      )
    })
  }
}

/** An agreement is proposed before it is one. */
async function refuseUnknown(view: Readable, id: string): Promise<void> {
  const found = await firstRow(view, 'SELECT 1 FROM agreement WHERE id = $1 UNION ALL SELECT 1 FROM agreement_draft WHERE id = $1', [id])
  if (found === null) throw new NotFound('agreement')
}

const listNotices = (
  view: Readable,
  agreementId: string,
  after: readonly string[],
  limit: number,
): Promise<Omit<MarketNotice, 'publishedAt'>[]> =>
  rows(
    view,
    `SELECT n.id, n.notice, n.occasion, n.subject_id AS "subjectId", n.occurred_at AS "occurredAt",
            coalesce((SELECT s.name || ': ' || c.title FROM membership m JOIN organisation s ON s.id = m.supplier_id
                      JOIN category c ON c.id = m.category_id WHERE m.id = n.subject_id), 'The agreement') AS subject
     FROM market_notice n WHERE n.agreement_id = $1 AND ($2::timestamptz IS NULL OR (n.occurred_at, n.id) < ($2, $3::uuid))
     ORDER BY n.occurred_at DESC, n.id DESC LIMIT $4`,
    [agreementId, after[0] ?? null, after[1] ?? null, limit],
  )
