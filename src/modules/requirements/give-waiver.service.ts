import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, NotFound } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { listActorsOf } from '../identity/actors.js'
import { publish } from '../outbox/publish.js'
import { RuleNeverWaived } from './answer-rule-clarification.service.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
import { giversAmong, type WaiverConsent, type WaiverGivers, type WaiverSide, waiverSideOf } from './domain/waiver.js'
import { hasDeclaredInterest, refuseDeclaredInterest } from './interest-declarations.service.js'
import { pinnedVersions } from './pinned-versions.js'
import { requirementSubject } from './requirement-audit.js'
import { openUntil } from './requirement-guards.js'
import { lockRequirement } from './requirement-queries.js'
import type { Requirement } from './requirement.entity.js'
import { getWaiver, listWaiverConsents, type ProposedWaiver } from './waiver-queries.js'

@Injectable()
export class GiveWaiverService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * Consents to a proposed waiver for one side; whoever completes an approver of the buyer and two officers, one of them senior, gives it.
   * Holding the requirement alone, so that a submission is checked wholly before it or with it.
   */
  consent(actor: Actor, id: string, side: WaiverSide, repeat: RepeatKey | null): Promise<{ given: boolean }> {
    const refusal: RefusalRecord = { action: 'waiver.consent-refused' }
    return this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const { requirementId } = await getWaiver(tx, id)
        const requirement = await lockRequirement(tx, requirementId)
        if (!maySeeRequirement(actor, requirement)) throw new NotFound('waiver')
        refusal.subject = requirementSubject(requirementId)
        await this.refuseUnlessMayConsent(tx, actor, requirement, side)
        const waiver = await getWaiver(tx, id)
        const at = await marketNow(tx)
        refusal.decidedAt = at
        this.refuseUnlessGiveable(requirement, waiver, at)

        await addConsent(tx, actor, id, side, at)
        const givers = giversAmong(await consentsNow(tx, requirement, id))
        if (givers === null) await publish(tx, { type: 'waiver.consented', payload: { requirementId, waiverId: id } })
        else await give(tx, waiver, givers, at)
        const action = givers === null ? 'waiver.consented' : 'waiver.given'
        await recordAudit(tx, actor, action, requirementSubject(requirementId), { waiverId: id, rule: waiver.rule, side, ...givers })
        return { given: givers !== null }
      }),
    )
  }

  private async refuseUnlessMayConsent(tx: Tx, actor: Actor, requirement: Requirement, side: WaiverSide): Promise<void> {
    if (waiverSideOf(actor, requirement) !== side) throw new WaiverNotYours()
    refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'giving a waiver')
    await refuseDeclaredInterest(tx, actor, requirement.id)
  }

  private refuseUnlessGiveable(requirement: Requirement, { given, rule }: ProposedWaiver, at: Instant): void {
    const never = this.guidelines.neverWaived(pinnedVersions(requirement), rule)
    if (never !== null) throw new RuleNeverWaived(never)
    openUntil(requirement, at, 'A waiver is given while the requirement is open')
    if (given) throw new Conflict('waiver-already-given', 'This waiver is given already, and counts for every bid.')
  }
}

class WaiverNotYours extends Forbidden {
  constructor() {
    super(
      'waiver-not-yours',
      'A waiver is agreed by an approver of the buyer and given by two officers, one of them senior. None of them works for a supplier.',
    )
  }
}

async function addConsent(tx: Tx, actor: Actor, waiverId: string, side: WaiverSide, at: Instant): Promise<void> {
  const given = await listWaiverConsents(tx, waiverId)
  if (given.some(({ personId }) => personId === actor.personId))
    throw new Conflict('already-consented', 'You have already consented to this waiver. It takes three different people.')
  await tx.query('INSERT INTO waiver_consent (waiver_id, person_id, side, consented_at) VALUES ($1, $2, $3, $4)', [
    waiverId,
    actor.personId,
    side,
    at,
  ])
}

/** Those who consented and still may, by the roles they hold now. */
async function consentsNow(tx: Tx, requirement: Requirement, waiverId: string): Promise<WaiverConsent[]> {
  const standing: WaiverConsent[] = []
  for (const { personId, side } of await listWaiverConsents(tx, waiverId)) {
    if (await hasDeclaredInterest(tx, personId, requirement.id)) continue
    const acting = (await listActorsOf(tx, personId)).filter(actor => waiverSideOf(actor, requirement) === side)
    if (acting.length > 0) standing.push({ personId, side, senior: acting.some(actor => actor.has('senior-officer')) })
  }
  return standing
}

async function give(tx: Tx, { id, requirementId }: ProposedWaiver, givers: WaiverGivers, at: Instant): Promise<void> {
  await tx.query('INSERT INTO waiver (id, agreed_by, officer_id, senior_officer_id, given_at) VALUES ($1, $2, $3, $4, $5)', [
    id,
    givers.agreedBy,
    givers.officerId,
    givers.seniorOfficerId,
    at,
  ])
  await publish(tx, { type: 'waiver.given', payload: { requirementId, waiverId: id } })
}
