import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { newId } from '../../shared/ids.js'
import { noteMarketNotice } from '../agreements/note-market-notice.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { ENDED_AT } from './membership-queries.js'

const BATCH = 500

/**
 * Writes down what the clock has decided already: memberships of an agreement that has ended have lapsed. While a tender that was published under it
 * is under way the rows stay, for whoever was a member bids to its end.
 */
@Injectable()
export class LapseMemberships implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'lapse-memberships', run: () => this.lapseAll() })
  }

  async lapseAll(): Promise<void> {
    await this.unitOfWork.run(SYSTEM, noteExpired)
    let lapsed = BATCH
    while (lapsed === BATCH) lapsed = await this.unitOfWork.run(SYSTEM, lapseSome)
  }
}

/** An agreement that ended by the clock alone has a notice like one that somebody ended. */
async function noteExpired(tx: Tx): Promise<void> {
  const expired = await rows<{ id: string }>(
    tx,
    `SELECT a.id FROM agreement a WHERE a.regime = 'pa2023-dynamic-market' AND a.state = 'open' AND a.valid_until <= (SELECT market_now())
       AND NOT a.practice AND NOT EXISTS (SELECT FROM market_notice n WHERE n.agreement_id = a.id AND n.notice = 'UK16')`,
  )
  for (const { id } of expired) await noteMarketNotice(tx, id, 'agreement-ended', id)
}

/** A membership that somebody is changing at this moment waits for the next turn. */
async function lapseSome(tx: Tx): Promise<number> {
  const due = await rows<{ id: string; supplierId: string }>(
    tx,
    `SELECT m.id, m.supplier_id AS "supplierId" FROM agreement a JOIN membership m ON m.agreement_id = a.id AND m.state IN ('active', 'suspended')
     WHERE (a.state <> 'open' OR a.valid_until <= (SELECT market_now()))
       AND NOT EXISTS (SELECT FROM requirement r WHERE r.agreement_id = a.id AND r.state IN ('open', 'closed'))
     LIMIT ${BATCH} FOR UPDATE OF m SKIP LOCKED`,
  )
  if (due.length === 0) return 0
  await tx.query(
    `UPDATE membership m SET state = 'lapsed', since = ${ENDED_AT}, revision = m.revision + 1 FROM agreement a WHERE a.id = m.agreement_id AND m.id = ANY($1)`,
    [due.map(({ id }) => id)],
  )
  await tx.query(
    `INSERT INTO membership_change (id, membership_id, supplier_id, kind, changed_at)
     SELECT change, membership, supplier, 'lapsed', market_now() FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS lapsed (change, membership, supplier)`,
    [due.map(() => newId()), due.map(({ id }) => id), due.map(({ supplierId }) => supplierId)],
  )
  await publishAll(
    tx,
    due.map(({ id }) => ({ type: 'membership.lapsed', payload: { membershipId: id } })),
  )
  return due.length
}
