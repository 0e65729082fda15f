import { Injectable } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { isActiveMember, MembershipNotActive } from '../memberships/memberships.js'
import { askerSubject } from './asking.js'
import { type DeclineReason, wordsForReason } from './domain/decline-reasons.js'
import { moveInvitation } from './domain/invitation-lifecycle.js'
import { mayAnswerInvitation } from './domain/invitation-policy.js'
import { findInvitation, type Invitation, type ListedInvitation, listInvitations, lockInvitation } from './invitation-queries.js'
import { DeadlinePassed, getVisibleRequirement } from './requirement-guards.js'
import { shareRequirement } from './requirement-queries.js'
import type { Requirement } from './requirement.entity.js'

/** What a supplier says to an invitation. */
export type Said = { state: 'intending' } | { state: 'declined'; reason: DeclineReason; words: string | null }

/** The supplier's side of an invitation. Who will bid is nobody else's to know, so every trace stands in the supplier's own chain. */
@Injectable()
export class AnswerInvitationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** What the acting supplier was invited to, the newest first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<ListedInvitation>> {
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await listInvitations(view, actor.organisationId, after, limit + 1)
      return pageOf(found, limit, ({ invitedAt, requirementId }) => [invitedAt, requirementId])
    })
  }

  /** The acting supplier's invitation; null where it was not invited. */
  find(actor: Actor, requirementId: string): Promise<Invitation | null> {
    return this.unitOfWork.read(actor, async view => {
      if (!mayAnswerInvitation(actor, await getVisibleRequirement(view, actor, requirementId))) throw new NotFound('requirement')
      return findInvitation(view, requirementId, actor.organisationId)
    })
  }

  async get(actor: Actor, requirementId: string): Promise<Invitation> {
    const invitation = await this.find(actor, requirementId)
    if (invitation === null) throw new NotFound('invitation')
    return invitation
  }

  /** Says that the organisation intends to bid, or that it will not and why; until the deadline it may be said anew. */
  async answer(actor: Actor, requirementId: string, said: Said, repeat: RepeatKey | null): Promise<void> {
    const refusal: RefusalRecord = { action: 'invitation.answer-refused' }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const { invitation, at } = await lockForAnswer(tx, actor, requirementId, said, refusal)
        if (saysNothingNew(invitation, said)) return { requirementId }
        const state = moveInvitation(invitation.state, said.state)
        await tx.query('UPDATE invitation SET state = $3 WHERE requirement_id = $1 AND supplier_id = $2', [
          requirementId,
          actor.organisationId,
          state,
        ])
        await saveAnswer(tx, actor, requirementId, said, at)
        const details = said.state === 'declined' ? { receivedAt: at, reason: wordsForReason(said.reason) } : { receivedAt: at }
        await recordAudit(tx, actor, `invitation.${said.state}`, askerSubject(requirementId, actor.organisationId), details)
        return { requirementId }
      }),
    )
  }
}

const NO_REASON = { reason: null, words: null }

const saveAnswer = (tx: Tx, actor: Actor, requirementId: string, said: Said, at: Instant): Promise<unknown> => {
  const { reason, words } = said.state === 'declined' ? said : NO_REASON
  return tx.query(
    `INSERT INTO invitation_answer (id, requirement_id, supplier_id, state, reason, words, person_id, answered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), requirementId, actor.organisationId, said.state, reason, words, actor.personId, at],
  )
}

function saysNothingNew({ answer }: Invitation, said: Said): boolean {
  const { reason, words } = said.state === 'declined' ? said : NO_REASON
  return answer?.state === said.state && answer.reason === reason && answer.words === words
}

interface Answering {
  at: Instant
  inTime: boolean
  submissionDeadline: Instant
}

/** Read in a statement of its own after everything is held, and compared by the database to the microsecond. */
const ANSWERING = `
  SELECT clock.at, clock.at < r.submission_deadline AS "inTime", r.submission_deadline AS "submissionDeadline"
  FROM requirement r, (SELECT market_now() AS at OFFSET 0) clock WHERE r.id = $1`

/** Requirement, membership, invitation: held in this order, then the clock. Only who intends to bid must be a member: anybody may decline. */
async function lockForAnswer(
  tx: Tx,
  actor: Actor,
  requirementId: string,
  { state }: Said,
  refusal: RefusalRecord,
): Promise<{ invitation: Invitation; at: Instant }> {
  const requirement = await shareRequirement(tx, requirementId)
  if (!mayAnswerInvitation(actor, requirement)) throw new NotFound('requirement')
  const isMember = state === 'declined' || (await isActiveMember(tx, actor.organisationId, requirement.categoryIds))
  const isInvited = await lockInvitation(tx, requirementId, actor.organisationId)
  const invitation = isInvited ? await findInvitation(tx, requirementId, actor.organisationId) : null
  if (invitation === null) throw new NotFound('invitation')
  refusal.subject = askerSubject(requirementId, actor.organisationId)
  const answering = await oneRow<Answering>(tx, ANSWERING, [requirementId])
  refusal.decidedAt = answering.at
  refuseUnlessInTime(requirement, isMember, answering)
  return { invitation, at: answering.at }
}

/** A requirement that its deadline closed is late, not closed. */
function refuseUnlessInTime({ state }: Requirement, isMember: boolean, { at, inTime, submissionDeadline }: Answering): void {
  const ranItsCourse = state !== 'cancelled' && !inTime
  if (state !== 'open' && !ranItsCourse) throw new NotOpenForAnswers()
  if (!isMember) throw new MembershipNotActive()
  if (!inTime) throw new DeadlinePassed(at, submissionDeadline)
}

class NotOpenForAnswers extends Conflict {
  constructor() {
    super('requirement-not-open', 'An invitation is answered while the requirement is open. Its page tells its state.')
  }
}
