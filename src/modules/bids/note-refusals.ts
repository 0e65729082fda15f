import { firstRow } from '../../shared/database/rows.js'
import { marketNow } from '../../shared/database/market-now.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { DomainError } from '../../shared/domain/errors.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { isFailedOpening } from '../officer-events/domain/officer-event.js'
import { noteOfficerEvents } from '../officer-events/note-officer-events.js'
import { publishAll } from '../outbox/publish.js'
import { DeadlinePassed } from '../requirements/requirement-guards.js'
import { getBid } from './bid-queries.js'

/** Has the officers see that an opening of a published requirement failed: once a day for each person and reason; every attempt stands in the log. */
export async function noteFailedOpening(
  tx: Tx,
  { personId, organisationId }: Actor,
  requirementId: string,
  { code }: DomainError,
): Promise<void> {
  if (!isFailedOpening(code) || !(await isPublished(tx, requirementId))) return
  const occurredAt = await marketNow(tx)
  const about = [requirementId, personId, code, londonDay(occurredAt)].join(' ')
  const noted = await noteOfficerEvents(tx, [
    { kind: 'failed-opening', about, occurredAt, requirementId, organisationId, personId, reason: code },
  ])
  await publishAll(
    tx,
    noted.map(({ id }) => ({ type: 'bids.opening-failed', payload: { requirementId, officerEventId: id } })),
  )
}

const isPublished = async (tx: Tx, id: string): Promise<boolean> =>
  (await firstRow(tx, 'SELECT 1 FROM published_requirement WHERE id = $1', [id])) !== null

/**
 * Has the officers see that a bid came too late: once for each supplier and deadline, however often it tries. Nobody is told by mail, and who it was
 * stays sealed until the opening.
 */
export async function noteLateBid(tx: Tx, bidId: string, error: DomainError): Promise<void> {
  if (!(error instanceof DeadlinePassed)) return
  const { requirementId, supplierId } = await getBid(tx, bidId)
  const { serverTime, submissionDeadline } = error
  const about = [requirementId, supplierId, submissionDeadline].join(' ')
  await noteOfficerEvents(tx, [{ kind: 'late-bid', about, occurredAt: serverTime, requirementId, organisationId: supplierId }])
}
