import { Injectable } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { HeldShares } from '../key-holders/held-shares.js'
import { OpeningKeys } from '../keys/opening-keys.js'
import { listActiveSuppliers } from '../memberships/memberships.js'
import { publish } from '../outbox/publish.js'
import { FURTHEST_DEADLINE, isTooFarAhead } from './domain/dates.js'
import { isTenderPeriodTooShort } from './domain/requirement-completeness.js'
import { moveRequirement } from './domain/requirement-lifecycle.js'
import { mayPublishRequirement } from './domain/requirement-policy.js'
import { keepVersion } from './keep-version.js'
import { noticeFor, readinessOf, refuseUnlessReady } from './readiness.js'
import { refuseUnless } from './requirement-guards.js'
import { requirementSubject } from './requirement-audit.js'
import { Requirement } from './requirement.entity.js'
import { lockRequirement } from './requirement-queries.js'
import { LEGAL_MINIMUM } from './tender-period.js'

@Injectable()
export class PublishRequirementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
    private readonly keys: OpeningKeys,
    private readonly shares: HeldShares,
  ) {}

  /**
   * Opens an approved requirement to the public, pins the guideline versions and the blocking rules to it and invites every active member of
   * its categories. Whoever read it before says at which revision.
   */
  publish(actor: Actor, id: string, repeat: RepeatKey | null, seen: number | null = null): Promise<void> {
    return this.refusals.recorded(actor, { action: 'requirement.publication-refused', subject: requirementSubject(id) }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, id)
        refuseUnless(mayPublishRequirement(actor, requirement), actor, requirement, 'an author or approver of the buyer')
        const state = moveRequirement(requirement.state, 'open')
        if (seen !== null) refuseStale(requirement.revision, seen)
        const publishedAt = await refuseUntimely(tx, id)
        const report = readinessOf(this.guidelines, requirement)
        refuseUnlessReady(report)

        const { tier, gates } = report
        await tx.update(Requirement, id, {
          state,
          revision: requirement.revision + 1,
          publishedAt,
          tier,
          gates,
          ...noticeFor(this.guidelines, requirement.content),
        })
        const holders = await this.makeKeys(tx, requirement)
        await keepVersion(tx, actor, id, 'published')
        const invited = await invite(tx, requirement, publishedAt)
        await publish(tx, { type: 'requirement.published', payload: { requirementId: id } })
        await recordAudit(tx, actor, 'requirement.published', requirementSubject(id), { invited, tier, gates, ...holders })
        return { id }
      })
    })
  }

  /** Split where the buyer chose so; answers who was given the shares then. */
  private async makeKeys(tx: Tx, { id, content }: Requirement): Promise<{ keyHolders?: Record<string, string[]> }> {
    if (content.splitKey === true) return { keyHolders: await this.shares.make(tx, id) }
    await this.keys.make(tx, id)
    return {}
  }
}

/** The moment of publication, or a refusal when the dates leave too little time (PCR 2015 reg. 34, PA 2023 s. 54: calendar days, day of issue not counted). */
async function refuseUntimely(tx: Tx, id: string): Promise<Instant> {
  const dates = await oneRow<Timing>(tx, TIMING, [id])
  if (!dates.agreementIsValid)
    throw new Refused(
      'agreement-not-valid',
      'The agreement is not in force: it has not begun yet, or it has ended. Its page says which. Where it has ended, cancel this and start anew under an open one.',
    )
  if (dates.clarificationDeadline <= dates.now)
    throw new Refused(
      'clarification-deadline-in-the-past',
      'The last moment for questions has passed. Have the draft returned and move it.',
    )
  if (isTenderPeriodTooShort(dates)) throw new TenderPeriodTooShort(dates.earliestDeadline)
  if (isTooFarAhead(dates.submissionDeadline, dates.now)) throw new DeadlineTooFar()
  return dates.now
}

interface Timing {
  now: Instant
  submissionDeadline: Instant
  clarificationDeadline: Instant
  earliestDeadline: Instant
  agreementIsValid: boolean
}

const TIMING = `
  SELECT clock.now, r.submission_deadline AS "submissionDeadline", (r.content->>'clarificationDeadline')::timestamptz AS "clarificationDeadline",
         a.state = 'open' AND clock.now >= a.valid_from AND clock.now < a.valid_until AS "agreementIsValid",
         ${LEGAL_MINIMUM} AS "earliestDeadline"
  FROM requirement r JOIN agreement a ON a.id = r.agreement_id, (SELECT market_now() AS now OFFSET 0) clock
  WHERE r.id = $1 FOR SHARE OF a`

class TenderPeriodTooShort extends Refused {
  constructor(earliestDeadline: Instant) {
    super(
      'tender-period-too-short',
      `Published now, the deadline for bids may not be before ${londonTime(earliestDeadline)}. Have the draft returned and move the deadline.`,
      [
        {
          pointer: '/submissionDeadline',
          code: 'tender-period-too-short',
          detail: `The earliest possible deadline is ${londonTime(earliestDeadline)}.`,
        },
      ],
      { earliestDeadline },
    )
  }
}

class DeadlineTooFar extends Refused {
  constructor() {
    const furthest = `The deadline for bids may lie at most ${FURTHEST_DEADLINE.days} days ahead.`
    super('deadline-too-far', `${furthest} Have the draft returned and give an earlier one.`, [
      { pointer: '/submissionDeadline', code: 'deadline-too-far', detail: furthest },
    ])
  }
}

/** Everybody active in the categories is invited at the same instant; answers how many. */
async function invite(tx: Tx, requirement: Requirement, at: Instant): Promise<number> {
  const suppliers = await listActiveSuppliers(tx, requirement.categoryIds)
  await tx.query(
    `INSERT INTO invitation (requirement_id, supplier_id, state, invited_at) SELECT $1, supplier, 'invited', $3 FROM unnest($2::uuid[]) AS supplier`,
    [requirement.id, suppliers, at],
  )
  return suppliers.length
}
