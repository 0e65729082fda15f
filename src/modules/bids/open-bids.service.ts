import { Inject, Injectable } from '@nestjs/common'

import { shownHash } from '../../shared/canonical.js'
import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, type DomainError, Forbidden, NotFound } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { moveRequirement } from '../requirements/domain/requirement-lifecycle.js'
import { maySeeRequirement } from '../requirements/domain/requirement-policy.js'
import { closeRequirement } from '../requirements/close-requirement.js'
import { refuseWithoutDeclaration } from '../requirements/interest-declarations.service.js'
import { requirementSubject } from '../requirements/requirement-audit.js'
import { lockRequirement } from '../requirements/requirement-queries.js'
import { Requirement } from '../requirements/requirement.entity.js'
import { readReceived, type Received, RequirementNotOpen } from './bid-guards.js'
import { type OpeningSide, openingSideOf } from './domain/bid-policy.js'
import { noteFailedOpening } from './note-refusals.js'
import { moveBids, settleDrafts } from './settle-drafts.js'

/** Whether both people have now agreed, and so the bids are open. */
export interface OpeningProgress {
  opened: boolean
}

@Injectable()
export class OpenBidsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** One of the two people agrees to open; with the second, all bids open at once, and the list of their commitments is recorded. */
  async open(actor: Actor, requirementId: string, repeat: RepeatKey | null): Promise<OpeningProgress> {
    const subject = requirementSubject(requirementId)
    const note = (tx: Tx, error: DomainError) => noteFailedOpening(tx, actor, requirementId, error)
    return this.refusals.recorded(actor, { action: 'bids.opening-refused', subject, note }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, requirementId)
        if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
        const side = await this.refuseUnlessMayOpen(tx, actor, requirement)
        const received = await readReceived(tx, requirementId)
        refuseUnlessDue(requirement, received)

        if (!(await consent(tx, actor, requirementId, side, received))) {
          await recordAudit(tx, actor, 'bids.opening-agreed', subject, { side })
          return { opened: false }
        }
        const versions = await openAll(tx, requirement, received.at)
        await publish(tx, { type: 'bids.opened', payload: { requirementId } })
        await recordAudit(tx, actor, 'bids.opened', subject, { versions })
        return { opened: true }
      }),
    )
  }

  private async refuseUnlessMayOpen(tx: Tx, actor: Actor, requirement: Requirement): Promise<OpeningSide> {
    const side = openingSideOf(actor, requirement)
    if (side === null) throw new Forbidden('opening-not-yours', 'Bids are opened by an approver of the buyer and a procurement officer.')
    refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'opening')
    await refuseWithoutDeclaration(tx, actor, requirement.id)
    return side
  }
}

function refuseUnlessDue(requirement: Requirement, { at, inTime, submissionDeadline }: Received): void {
  if (requirement.publishedAt === null || requirement.state === 'cancelled') throw new RequirementNotOpen()
  if (requirement.bidsOpenedAt !== null) throw new Conflict('bids-already-opened', 'The bids are already open.')
  if (inTime) {
    throw new Conflict(
      'deadline-not-passed',
      `It is ${londonTime(at)} by the server; bids may come until ${londonTime(submissionDeadline)}.`,
      {
        serverTime: at,
        submissionDeadline,
      },
    )
  }
}

/** Notes the agreement; true when the other side had agreed before. It is for the deadline that has passed: more time after an outage asks both sides anew. */
async function consent(
  tx: Tx,
  actor: Actor,
  requirementId: string,
  side: OpeningSide,
  { at, submissionDeadline }: Received,
): Promise<boolean> {
  const given = await rows<{ side: OpeningSide; personId: string }>(
    tx,
    'SELECT side, person_id AS "personId" FROM opening_consent WHERE requirement_id = $1 AND submission_deadline = $2',
    [requirementId, submissionDeadline],
  )
  if (given.some(({ personId }) => personId === actor.personId))
    throw new Conflict('opening-already-agreed', 'You have already agreed. A second person must open too.')
  if (given.some(each => each.side === side))
    throw new Conflict('opening-side-taken', `The ${side} has already agreed. The other side must open too.`)
  await tx.query(
    'INSERT INTO opening_consent (requirement_id, side, person_id, consented_at, submission_deadline) VALUES ($1, $2, $3, $4, $5)',
    [requirementId, side, actor.personId, at, submissionDeadline],
  )
  return given.length === 1
}

interface OpenedVersion {
  bidId: string
  version: number
  contentCommitment: string
}

/** All bids or none: last versions become readable, drafts are settled, the requirement is closed by record. */
async function openAll(tx: Tx, requirement: Requirement, at: Instant): Promise<OpenedVersion[]> {
  await settleDrafts(tx, requirement.id)
  await moveBids(tx, requirement.id, 'submitted', 'opened')
  const found = await rows<{ bidId: string; version: number; commitment: Buffer }>(
    tx,
    `SELECT DISTINCT ON (b.id) b.id AS "bidId", v.number AS version, v.commitment
     FROM bid b JOIN bid_version v ON v.bid_id = b.id WHERE b.requirement_id = $1 AND b.state = 'opened' ORDER BY b.id, v.number DESC`,
    [requirement.id],
  )
  const versions = found.map(({ bidId, version, commitment }) => ({ bidId, version, contentCommitment: shownHash(commitment) }))
  await tx.query('INSERT INTO opening (requirement_id, opened_at, versions) VALUES ($1, $2, $3)', [
    requirement.id,
    at,
    JSON.stringify(versions),
  ])
  const { state, revision } = requirement.state === 'open' ? await closeRequirement(tx, requirement) : requirement
  const opened = versions.length === 0 ? moveRequirement(state, 'unsuccessful') : state
  await tx.update(Requirement, requirement.id, { state: opened, bidsOpenedAt: at, revision: revision + 1 })
  return versions
}
