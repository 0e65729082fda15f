import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import type { NeverWaived } from '../guidelines/waiver-policy.js'
import { publish } from '../outbox/publish.js'
import { mayAnswerRuleClarifications } from './domain/clarification-policy.js'
import { refuseDeclaredInterest } from './interest-declarations.service.js'
import { pinnedVersions } from './pinned-versions.js'
import { requirementSubject } from './requirement-audit.js'
import { openUntil } from './requirement-guards.js'
import { lockRequirement } from './requirement-queries.js'
import type { Requirement } from './requirement.entity.js'
import { getRuleClarification, type RuleAnswer, type RuleClarification } from './rule-clarification-queries.js'

export interface RuleClarificationAnswer {
  outcome: RuleAnswer
  /** What was said against the rule, in the words in which everybody is to read it. */
  question: string
  answer: string
}

@Injectable()
export class AnswerRuleClarificationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Answers to all, before the time of the rule clarification has run out; a waiver that is proposed waits for the three who give it. Answers the proposal's id where there is one. */
  async answer(actor: Actor, id: string, given: RuleClarificationAnswer, repeat: RepeatKey | null): Promise<string | null> {
    const refusal: RefusalRecord = { action: 'rule-clarification.answer-refused' }
    const { waiverId } = await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        if (!mayAnswerRuleClarifications(actor)) throw new NotFound('rule clarification')
        const { requirementId } = await getRuleClarification(tx, id)
        refusal.subject = requirementSubject(requirementId)
        const requirement = await lockRequirement(tx, requirementId)
        await refuseDeclaredInterest(tx, actor, requirementId)
        const asked = await getRuleClarification(tx, id)
        refusal.decidedAt = asked.at
        refuseUnlessWaiting(requirement, asked)
        if (given.outcome === 'waiver-proposed') await this.refuseUnlessWaivable(tx, requirement, asked)

        await saveAnswer(tx, actor, asked, given)
        const waiverId = given.outcome === 'waiver-proposed' ? await propose(tx, asked) : ''
        await publish(tx, { type: 'rule-clarification.answered', payload: { requirementId, ruleClarificationId: id } })
        if (waiverId !== '') await publish(tx, { type: 'waiver.proposed', payload: { requirementId, waiverId } })
        const { rule } = asked
        await recordAudit(tx, actor, 'rule-clarification.answered', requirementSubject(requirementId), { rule, ...given, waiverId })
        return { waiverId }
      }),
    )
    return waiverId === '' ? null : waiverId
  }

  /** One waiver for each rule and requirement, and none at all of what the law asks for. */
  private async refuseUnlessWaivable(tx: Tx, requirement: Requirement, { rule }: RuleClarification): Promise<void> {
    const never = this.guidelines.neverWaived(pinnedVersions(requirement), rule)
    if (never !== null) throw new RuleNeverWaived(never)
    const proposed = await firstRow(tx, 'SELECT id FROM waiver_proposal WHERE requirement_id = $1 AND rule = $2', [requirement.id, rule])
    if (proposed !== null)
      throw new Conflict(
        'waiver-exists',
        `A waiver of ${rule} was proposed for this requirement already. Answer that it is clarified, and name it.`,
      )
  }
}

function refuseUnlessWaiting(requirement: Requirement, { settled, inTime, at, answerUntil }: RuleClarification): void {
  openUntil(requirement, at, 'A rule clarification is answered while the requirement is open')
  if (settled === 'withdrawn')
    throw new Conflict(
      'rule-clarification-withdrawn',
      'Whoever asked has taken it back, so there is nothing to answer. The rule counts as before.',
    )
  if (settled !== null) throw new Conflict('rule-clarification-answered', 'It is answered already, and an answer stands as it was given.')
  if (!inTime) throw new AnsweredTooLate(at, answerUntil)
}

class AnsweredTooLate extends Conflict {
  constructor(serverTime: Instant, answerUntil: Instant) {
    const detail = `It was ${londonTime(serverTime)} by the server when this arrived; an answer counted until ${londonTime(answerUntil)}. Since then the rule refers instead of blocking, for every bid alike.`
    super('answer-too-late', detail, { serverTime, answerUntil })
  }
}

export class RuleNeverWaived extends Refused {
  constructor({ rule, reason, source }: NeverWaived) {
    super('rule-never-waived', `${rule} is never waived: ${reason} (${source}) Clarify it, or do not accept what was said against it.`, [
      { pointer: '/outcome', code: 'rule-never-waived', detail: `${reason} (${source})` },
    ])
  }
}

const saveAnswer = (
  tx: Tx,
  actor: Actor,
  { id, requirementId, at }: RuleClarification,
  { outcome, question, answer }: RuleClarificationAnswer,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO rule_clarification_answer (rule_clarification_id, requirement_id, outcome, question, answer, answered_by, answered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, requirementId, outcome, question, answer, actor.personId, at],
  )

async function propose(tx: Tx, { id, requirementId, rule, at }: RuleClarification): Promise<string> {
  const waiverId = newId()
  await tx.query('INSERT INTO waiver_proposal (id, requirement_id, rule, rule_clarification_id, proposed_at) VALUES ($1, $2, $3, $4, $5)', [
    waiverId,
    requirementId,
    rule,
    id,
    at,
  ])
  return waiverId
}
