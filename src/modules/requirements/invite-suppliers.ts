import { Injectable, type OnModuleInit } from '@nestjs/common'

import { oneRow, rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { recordAudit } from '../audit/record-audit.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
import { publish, publishAll } from '../outbox/publish.js'
import {
  countUninvited,
  findRound,
  type InvitationRound,
  proofOfRound,
  type RoundReason,
  type Seeking,
  takeRound,
  writeInvitations,
} from './invitation-rounds.js'
import { requirementSubject } from './requirement-audit.js'
import type { Requirement } from './requirement.entity.js'
import { lockRequirement, shareRequirement } from './requirement-queries.js'
import { findShortlist, type Shortlist } from './shortlist-queries.js'
import { afterWholeDays, DAYS_BY_LAW } from './tender-period.js'

/** Takes down everybody who is invited by the publication, at its moment; the queue writes the invitations. Answers what the log says of it. */
export async function inviteAtPublication(
  tx: Tx,
  requirement: Requirement,
  shortlist: Shortlist | null,
  at: Instant,
): Promise<{ invited: number; round: object }> {
  const round = await takeRound(tx, seekingOf(requirement, shortlist), 'publication', at)
  await publish(tx, { type: 'requirement.invitations-due', payload: { requirementId: requirement.id, roundId: round.id } })
  return { invited: round.count, round: saidOf(round) }
}

const seekingOf = ({ id, categoryIds }: Requirement, shortlist: Shortlist | null): Seeking => ({
  requirementId: id,
  categoryIds,
  tokens: shortlist?.tokens ?? [],
  filterEdition: shortlist?.filterEdition ?? null,
})

const saidOf = ({ number, count, hash, tokens, filterEdition, invitedAt }: InvitationRound) => ({
  number,
  count,
  hash,
  tokens,
  filterEdition,
  invitedAt,
})

/** What may bring a supplier into a category of requirements that are open: an admission, a suspension that is lifted, more that it offers. */
const GREW = ['membership.admitted', 'membership.restored', 'membership.offer-changed'] as const

/** What may give those time who came too late. */
const MOVED = ['requirement.extended', 'requirement.amended', 'requirement.reopened'] as const

/**
 * The queue's side of inviting. Invitations are written out of the round that was taken down, all with its moment, so publishing takes as long for
 * five thousand suppliers as for five. Whoever comes to match while a requirement is open is looked for afterwards, and never falls between: what was
 * committed before the look is seen by it, and what was committed later tells of itself.
 */
@Injectable()
export class InviteSuppliers implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    this.handlers.register(
      { name: 'write-invitations', on: 'requirement.invitations-due', handle: writeRound },
      {
        name: 'invite-meanwhile-admitted',
        on: 'requirement.invited',
        handle: (tx, { payload }) => inviteLater(tx, String(payload['requirementId']), 'admitted-later'),
      },
      ...GREW.map(on => ({ name: `find-requirements-${on}`, on, handle: findRequirements })),
      {
        name: 'invite-later-admitted',
        on: 'requirement.look-for-admitted',
        handle: (tx, { payload }) => inviteLater(tx, String(payload['requirementId']), 'admitted-later'),
      },
      ...MOVED.map(on => ({
        name: `invite-after-${on}`,
        on,
        handle: (tx: Tx, { payload }: HandledEvent) => inviteLater(tx, String(payload['requirementId']), 'extended'),
      })),
    )
  }
}

/** Before anybody answers: the requirement is shared by both, so neither waits for the other's invitation while it holds one. */
async function writeRound(tx: Tx, { payload }: HandledEvent): Promise<void> {
  const requirementId = String(payload['requirementId'])
  await shareRequirement(tx, requirementId)
  const round = await findRound(tx, String(payload['roundId']))
  if (round === null) return
  await writeInvitations(tx, requirementId)
  const { count, hash } = await proofOfRound(tx, round.id)
  await publish(tx, { type: 'requirement.invited', payload: { requirementId, roundId: round.id } })
  await recordAudit(tx, SYSTEM, 'requirement.invitations-sent', requirementSubject(requirementId), {
    number: round.number,
    count,
    hash,
    isWhole: count === round.count && hash === round.hash,
    invitedAt: round.invitedAt,
  })
}

/** One event for each open requirement of the category, so that each is looked at alone. */
async function findRequirements(tx: Tx, { payload }: HandledEvent): Promise<void> {
  const open = await rows<{ requirementId: string }>(
    tx,
    `SELECT id AS "requirementId" FROM requirement
     WHERE state = 'open' AND submission_deadline > (SELECT market_now()) AND category_ids @> ARRAY[(SELECT category_id FROM membership WHERE id = $1)] ORDER BY id`,
    [payload['membershipId']],
  )
  await publishAll(
    tx,
    open.map(({ requirementId }) => ({ type: 'requirement.look-for-admitted', payload: { requirementId } })),
  )
}

interface Later {
  now: Instant
  isOpen: boolean
  isLongEnough: boolean
}

/** Under the old law nobody is invited who would have less than its minimum; under the new one everybody until the deadline. */
const LATER = `
  SELECT clock.now, r.state = 'open' AND clock.now < r.submission_deadline AS "isOpen",
         r.regime <> 'pcr2015-dps' OR r.submission_deadline >= ${afterWholeDays('clock.now', DAYS_BY_LAW)} AS "isLongEnough"
  FROM requirement r JOIN agreement a ON a.id = r.agreement_id, (SELECT market_now() AS now OFFSET 0) clock WHERE r.id = $1`

async function inviteLater(tx: Tx, requirementId: string, reason: RoundReason): Promise<void> {
  const requirement = await lockRequirement(tx, requirementId)
  const { now, isOpen, isLongEnough } = await oneRow<Later>(tx, LATER, [requirementId])
  if (!isOpen) return
  const seeking = seekingOf(requirement, await findShortlist(tx, requirementId))
  const waiting = await countUninvited(tx, seeking)
  if (waiting === 0) return
  if (!isLongEnough) {
    // An extension that is too short is the buyer's own, and tells nothing new.
    if (reason === 'extended') return
    await publish(tx, { type: 'requirement.admitted-too-late', payload: { requirementId } })
    await recordAudit(tx, SYSTEM, 'requirement.later-not-invited', requirementSubject(requirementId), { waiting })
    return
  }
  const round = await takeRound(tx, seeking, reason, now)
  const payload = { requirementId, roundId: round.id }
  await publishAll(tx, [
    { type: 'requirement.invitations-due', payload },
    { type: 'requirement.invited-later', payload },
  ])
  await recordAudit(tx, SYSTEM, 'requirement.later-invited', requirementSubject(requirementId), saidOf(round))
}
