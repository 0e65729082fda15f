import { oneRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'
import type { RefusalRecord } from '../audit/refusals.js'
import type { Subject } from '../audit/record-audit.js'
import { isActiveMember, MembershipNotActive } from '../memberships/memberships.js'
import { mayAsk } from './domain/clarification-policy.js'
import { shareRequirement } from './requirement-queries.js'
import type { Requirement } from './requirement.entity.js'

/** A supplier's own chain about a requirement: there, and only there, stands that it asked. Nothing in it names the question, which will be public. */
export const askerSubject = (requirementId: string, supplierId: string): Subject => ({
  type: 'requirement',
  id: requirementId,
  stream: `organisation:${supplierId}`,
})

interface Asking {
  at: Instant
  inTime: boolean
  clarificationDeadline: Instant
}

/** Read in a statement of its own after the requirement is held, and compared by the database to the microsecond. */
const ASKING = `
  SELECT clock.at, clock.at < (r.content->>'clarificationDeadline')::timestamptz AS "inTime",
         (r.content->>'clarificationDeadline')::timestamptz AS "clarificationDeadline"
  FROM requirement r, (SELECT market_now() AS at OFFSET 0) clock WHERE r.id = $1`

/**
 * Holds the requirement and the membership, and answers the moment at which the question counts, or the reason why it does not: not open, not a
 * member, too late, too many that wait, in this order. The record of a refusal gets its subject once the actor is known to see the requirement.
 */
export async function lockForAsking(
  tx: Tx,
  actor: Actor,
  requirementId: string,
  refusal: RefusalRecord,
): Promise<{ requirement: Requirement; at: Instant }> {
  const requirement = await shareRequirement(tx, requirementId)
  if (!mayAsk(actor, requirement)) throw new NotFound('requirement')
  refusal.subject = askerSubject(requirementId, actor.organisationId)
  const isMember = await isActiveMember(tx, actor.organisationId, requirement.categoryIds)
  const asking = await oneRow<Asking>(tx, ASKING, [requirementId])
  refusal.decidedAt = asking.at
  const ranItsCourse = requirement.state !== 'cancelled' && !asking.inTime
  if (requirement.state !== 'open' && !ranItsCourse) throw new NotOpenForQuestions()
  if (!isMember) throw new MembershipNotActive()
  if (!asking.inTime) throw new TooLateToAsk(asking)
  await refuseTooManyOpen(tx, actor.organisationId, requirement)
  return { requirement, at: asking.at }
}

class NotOpenForQuestions extends Conflict {
  constructor() {
    super('requirement-not-open', 'Questions are asked about an open requirement. This one is not open; its page tells its state.')
  }
}

class TooLateToAsk extends Conflict {
  constructor({ at, clarificationDeadline }: Asking) {
    const detail = `It was ${londonTime(at)} by the server when this arrived; the last moment for questions was ${londonTime(clarificationDeadline)}. If something keeps you from bidding, report a problem with the requirement.`
    super('clarification-deadline-passed', detail, { serverTime: at, clarificationDeadline })
  }
}

/** How many questions and rule clarifications of a supplier wait for a requirement, and how many may. */
const OPEN = `
  SELECT a.most_open_questions AS most,
         (SELECT count(*)::int FROM clarification c LEFT JOIN clarification_outcome o ON o.clarification_id = c.id
          WHERE c.requirement_id = $2 AND c.supplier_id = $3 AND o.clarification_id IS NULL)
         + (SELECT count(*)::int FROM rule_clarification q LEFT JOIN rule_clarification_answer s ON s.rule_clarification_id = q.id
            WHERE q.requirement_id = $2 AND q.supplier_id = $3 AND s.rule_clarification_id IS NULL AND q.answer_until > (SELECT market_now())) AS open
  FROM agreement a WHERE a.id = $1`

/** One question of the supplier after the other, so that two at once are not both the last. */
async function refuseTooManyOpen(tx: Tx, supplierId: string, { id, agreementId }: Requirement): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`questions ${id} ${supplierId}`])
  const { most, open } = await oneRow<{ most: number; open: number }>(tx, OPEN, [agreementId, id, supplierId])
  if (open >= most) throw new TooManyOpenQuestions(most)
}

class TooManyOpenQuestions extends Refused {
  constructor(most: number) {
    const detail = `${most} questions and rule clarifications of your organisation wait for an answer, as many as may at once. Take one back, or wait until one is answered.`
    super('too-many-open-questions', detail, [], { most })
  }
}
