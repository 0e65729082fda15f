import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { londonDay } from '../../shared/domain/london-time.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { type Side, SIDES } from '../keys/domain/shares.js'
import { noteOfficerEvents } from '../officer-events/note-officer-events.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
import { publish, publishAll } from '../outbox/publish.js'
import { holdKeys } from './hold-keys.js'
import { standingOf } from './domain/holding.js'
import { keySubject } from './hand-on-share.service.js'
import { listOpeners } from './holder-queries.js'

const PEOPLE_CHANGED = ['role.granted', 'role.revoked', 'person.removed', 'key-share.lost'] as const

/** Whoever lost the role while these were under way was not known as a holder then. */
const HOLDERS_CHANGED = ['requirement.published', 'key-share.handed-on'] as const

/**
 * Whoever may open no more loses the share, and what that leaves a side with is counted. The last share of a side stays where it is: it opens for
 * nobody without the role, and giving the role back is all that could mend it.
 */
@Injectable()
export class NoteLostHolders implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      ...PEOPLE_CHANGED.map(on => ({
        name: `note-lost-holders-on-${on}`,
        on,
        handle: (tx: Tx, event: HandledEvent) => this.tellOfEach(tx, event),
      })),
      {
        name: 'note-lost-holder',
        on: 'key-holder.left',
        handle: (tx: Tx, { payload }: HandledEvent) =>
          this.noteFor(tx, String(payload['requirementId']), String(payload['personId']), payload['isLost'] === 'yes'),
      },
      ...HOLDERS_CHANGED.map(on => ({
        name: `count-holders-on-${on}`,
        on,
        handle: (tx: Tx, { payload }: HandledEvent) => this.count(tx, String(payload['requirementId'])),
      })),
    )
  }

  /** Each requirement is a transaction of its own: one that fails is tried again, and keeps no other waiting. */
  private async tellOfEach(tx: Tx, { payload }: HandledEvent): Promise<void> {
    const personId = String(payload['personId'])
    const lost = payload['requirementId'] ?? null
    const concerned = await holdKeys(tx, () => rows<{ id: string }>(tx, STILL_NEEDED, [personId, lost]))
    await publishAll(
      tx,
      concerned.map(({ id }) => ({
        type: 'key-holder.left',
        payload: { requirementId: id, personId, isLost: id === lost ? 'yes' : 'no' },
      })),
    )
  }

  /** Nothing where the key is not split. */
  private async count(tx: Tx, requirementId: string): Promise<void> {
    const openers = await holdKeys(tx, async () => ((await hasShares(tx, requirementId)) ? listOpeners(tx, requirementId) : null))
    if (openers === null) return
    for (const side of SIDES) {
      const holders = openers.filter(each => each.holdsShare && each.side === side).length
      await this.tellUnlessEnough(tx, requirementId, side, holders, null)
    }
  }

  private async noteFor(tx: Tx, requirementId: string, personId: string, isLost: boolean): Promise<void> {
    const { removed, holders } = await holdKeys(tx, async () => {
      const openers = (await listOpeners(tx, requirementId)).filter(each => each.holdsShare)
      const counts = SIDES.map(side => ({ side, holders: openers.filter(each => each.side === side).map(each => each.personId) }))
      return { removed: await remove(tx, requirementId, personId, counts), holders: counts }
    })
    for (const side of removed) await recordAudit(tx, SYSTEM, 'key-share.removed', keySubject(requirementId), { side, personId })
    for (const each of holders) {
      const mayHaveLost = isLost || removed.includes(each.side) || each.holders.length === 0
      if (mayHaveLost) await this.tellUnlessEnough(tx, requirementId, each.side, each.holders.length, personId)
    }
  }

  /** Once a day for each side, however many events tell of it. */
  private async tellUnlessEnough(tx: Tx, requirementId: string, side: Side, holders: number, personId: string | null): Promise<void> {
    const standing = standingOf(holders)
    if (standing === 'enough') return
    const kind = standing === 'few' ? 'few-key-holders' : 'no-key-holders'
    const occurredAt = await marketNow(tx)
    const about = [requirementId, side, londonDay(occurredAt)].join(' ')
    const [noted] = await noteOfficerEvents(tx, [{ kind, about, occurredAt, requirementId, personId, reason: side }])
    if (noted === undefined) return
    if (standing === 'none')
      this.log.error(
        { requirement: requirementId, side },
        'nobody holds the share of a side: what is still sealed of its bids cannot be opened',
      )
    await publish(tx, { type: `key-holders.${standing}`, payload: { requirementId, officerEventId: noted.id } })
  }
}

/** Requirements with a split key; also when quality is open, as prices are sealed then still. */
const STILL_NEEDED = `
  SELECT r.id FROM requirement r WHERE r.state <> 'cancelled'
    AND (r.id = $2 OR r.id IN (SELECT requirement_id FROM key_share WHERE person_id = $1)) ORDER BY r.id`

const hasShares = async (tx: Tx, requirementId: string): Promise<boolean> =>
  (await firstRow(tx, 'SELECT FROM key_share WHERE requirement_id = $1 LIMIT 1', [requirementId])) !== null

/** Takes the share of a side from somebody who may not open for it any more, while others hold it; answers of which sides. */
async function remove(
  tx: Tx,
  requirementId: string,
  personId: string,
  counts: readonly { side: Side; holders: string[] }[],
): Promise<Side[]> {
  const sides = counts.filter(({ holders }) => holders.length > 0 && !holders.includes(personId)).map(({ side }) => side)
  const gone = await rows<{ side: Side }>(
    tx,
    `WITH gone AS (DELETE FROM key_share WHERE requirement_id = $1 AND side = ANY($2) AND person_id = $3 RETURNING side) SELECT DISTINCT side FROM gone`,
    [requirementId, sides, personId],
  )
  if (gone.length > 0) await tx.query('DELETE FROM passed_share WHERE requirement_id = $1 AND person_id = $2', [requirementId, personId])
  return gone.map(({ side }) => side)
}
