import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { HeldShares } from '../key-holders/held-shares.js'
import { OpeningKeys } from '../keys/opening-keys.js'
import { publish } from '../outbox/publish.js'
import { moveRequirement } from './domain/requirement-lifecycle.js'
import { mayPublishRequirement } from './domain/requirement-policy.js'
import { keepVersion } from './keep-version.js'
import { noticeFor, readinessOf, refuseUnlessReady } from './readiness.js'
import { refuseUnless } from './requirement-guards.js'
import { requirementSubject } from './requirement-audit.js'
import { Requirement } from './requirement.entity.js'
import { lockRequirement } from './requirement-queries.js'
import { refuseUntimely } from './publication-dates.js'
import { refuseStaleShortlist } from './shortlist-standing.js'
import { inviteAtPublication } from './invite-suppliers.js'

/** What whoever publishes has read: the requirement at a revision, and, where the shortlist is too old, who matches now, by the hash of the list. */
interface Seen {
  seen?: number | null
  seenList?: string | null
}

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
   * Opens an approved requirement to the public, pins the guideline versions and the blocking rules to it and invites everybody who matches
   * its shortlist, or every active member of its categories where it has none: all at this one moment. Whoever read it before says at which revision.
   */
  publish(actor: Actor, id: string, repeat: RepeatKey | null, { seen = null, seenList = null }: Seen = {}): Promise<void> {
    return this.refusals.recorded(actor, { action: 'requirement.publication-refused', subject: requirementSubject(id) }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, id)
        refuseUnless(mayPublishRequirement(actor, requirement), actor, requirement, 'an author or approver of the buyer')
        const state = moveRequirement(requirement.state, 'open')
        if (seen !== null) refuseStale(requirement.revision, seen)
        const publishedAt = await refuseUntimely(tx, id)
        const report = readinessOf(this.guidelines, requirement)
        refuseUnlessReady(report)
        const { shortlist, log } = await refuseStaleShortlist(tx, actor, requirement, seenList)

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
        await publish(tx, { type: 'requirement.published', payload: { requirementId: id } })
        const invited = await inviteAtPublication(tx, requirement, shortlist, publishedAt)
        await recordAudit(tx, actor, 'requirement.published', requirementSubject(id), { ...invited, ...log, tier, gates, ...holders })
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
