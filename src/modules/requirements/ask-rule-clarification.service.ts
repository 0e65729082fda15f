import { Injectable } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { workingDaysAfter } from '../../shared/domain/working-days.js'
import { newBlindId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { getAgreement } from '../agreements/agreements.service.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { publish } from '../outbox/publish.js'
import { askerSubject, lockForAsking } from './asking.js'
import { isOwnQuestion } from './domain/clarification-policy.js'
import { pinnedVersions } from './pinned-versions.js'
import { lockRequirement } from './requirement-queries.js'
import type { Requirement } from './requirement.entity.js'
import { getRuleClarification, type RuleClarification } from './rule-clarification-queries.js'

/** Which rule of the guideline does not fit, and why. */
export interface UnfitRule {
  rule: string
  reason: string
}

/** Proof that it was said, when, and until when an answer counts. */
export type AskedRuleClarification = Readonly<{ id: string; requirementId: string; askedAt: Instant; answerUntil: Instant }>

@Injectable()
export class AskRuleClarificationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Takes down that a rule the requirement was published with does not fit it, before the last moment for questions. */
  ask(actor: Actor, requirementId: string, { rule, reason }: UnfitRule, repeat: RepeatKey | null): Promise<AskedRuleClarification> {
    const refusal: RefusalRecord = { action: 'rule-clarification.asking-refused' }
    return this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const { requirement, at } = await lockForAsking(tx, actor, requirementId, refusal)
        if (!this.guidelines.isSupplierRule(pinnedVersions(requirement), rule)) throw new RuleUnknown(rule, requirement)
        const id = newBlindId()
        const answerUntil = await lastMomentToAnswer(tx, requirement, at)
        await tx.query(
          `INSERT INTO rule_clarification (id, requirement_id, supplier_id, person_id, rule, reason, asked_at, answer_until)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [id, requirementId, actor.organisationId, actor.personId, rule, reason, at, answerUntil],
        )
        await publish(tx, { type: 'rule-clarification.asked', payload: { requirementId } })
        await recordAudit(tx, actor, 'rule-clarification.asked', askerSubject(requirementId, actor.organisationId))
        return { id, requirementId, askedAt: at, answerUntil }
      }),
    )
  }

  /**
   * Takes back what is neither answered nor out of time. It was never public, and the rule counts as if it had not been asked. `of`: the requirement
   * whose page it is asked on, where there is one.
   */
  async withdraw(actor: Actor, id: string, repeat: RepeatKey | null, of?: string): Promise<void> {
    const refusal: RefusalRecord = { action: 'rule-clarification.withdrawal-refused' }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const found = await getRuleClarification(tx, id)
        const { requirementId } = found
        if (!isOwnQuestion(actor, found) || requirementId !== (of ?? requirementId)) throw new NotFound('rule clarification')
        refusal.subject = askerSubject(requirementId, actor.organisationId)
        await lockRequirement(tx, requirementId)
        const asked = await getRuleClarification(tx, id)
        refusal.decidedAt = asked.at
        refuseSettled(asked)
        await tx.query(
          `INSERT INTO rule_clarification_answer (rule_clarification_id, requirement_id, outcome, answered_by, answered_at)
           VALUES ($1, $2, 'withdrawn', $3, $4)`,
          [id, requirementId, actor.personId, asked.at],
        )
        await recordAudit(tx, actor, 'rule-clarification.withdrawn', refusal.subject)
        return { id }
      }),
    )
  }
}

function refuseSettled({ settled, inTime }: RuleClarification): void {
  if (settled === null && inTime) return
  const why =
    settled === 'withdrawn'
      ? 'It is taken back already.'
      : settled === null
        ? 'Its time has run out, and the rule refers.'
        : 'It is answered.'
  throw new Conflict('rule-clarification-settled', `${why} Only what waits can be taken back.`, { outcome: settled ?? 'unanswered' })
}

class RuleUnknown extends Refused {
  constructor(rule: string, { ruleSet }: Requirement) {
    super('rule-unknown', `${rule} is no supplier rule of the rule set ${String(ruleSet)}, which this requirement was published with.`, [
      { pointer: '/rule', code: 'rule-unknown', detail: `Name a rule of /api/v1/rule-sets/${String(ruleSet)}, such as SR-07.` },
    ])
  }
}

/**
 * The end of the agreement's last working day, so that the moment tells nothing of when it was asked; but never later than half-way from the last
 * moment for questions to the deadline, so that bidders have the other half with the rules as they are then.
 */
const ANSWER_UNTIL = `
  SELECT least(($2::date + 1)::timestamp AT TIME ZONE 'Europe/London', asked + (r.submission_deadline - asked) / 2) AS "answerUntil"
  FROM requirement r, LATERAL (SELECT (r.content->>'clarificationDeadline')::timestamptz AS asked) AS last WHERE r.id = $1`

async function lastMomentToAnswer(tx: Tx, { id, agreementId }: Requirement, at: Instant): Promise<Instant> {
  const { ruleAnswerWorkingDays } = await getAgreement(tx, agreementId)
  const day = workingDaysAfter(londonDay(at), ruleAnswerWorkingDays, 'united-kingdom')
  const { answerUntil } = await oneRow<{ answerUntil: Instant }>(tx, ANSWER_UNTIL, [id, day])
  return answerUntil
}
