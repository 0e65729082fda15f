import { Injectable } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Refused } from '../../shared/domain/errors.js'
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
import { pinnedVersions } from './pinned-versions.js'
import type { Requirement } from './requirement.entity.js'

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
