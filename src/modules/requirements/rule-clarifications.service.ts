import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from './pinned-versions.js'
import { getVisibleRequirement } from './requirement-guards.js'
import { mayAnswerRuleClarifications } from './domain/clarification-policy.js'
import { getRequirement } from './requirement-queries.js'
import {
  getSeenRule,
  listOwnRules,
  listSettled,
  listWaitingRules,
  type OwnRuleClarification,
  type PublicRuleClarification,
  type SeenRuleClarification,
  type WaitingRuleClarification,
} from './rule-clarification-queries.js'
import { getSeenWaiver, listPublicWaivers, listWaitingWaivers, type PublicWaiver, type SeenWaiver } from './waiver-queries.js'

/** With why the rule is never waived, where it is one of those. */
export type RuleForOfficer = SeenRuleClarification & { neverWaived: { reason: string; source: string } | null }

@Injectable()
export class RuleClarificationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Those that are settled, first to last, for whoever may see the requirement. */
  list(actor: Actor | null, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<PublicRuleClarification>> {
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.readAs(actor, async view => {
      await getVisibleRequirement(view, actor, requirementId)
      const found = await listSettled(view, requirementId, after, limit + 1)
      return pageOf(found, limit, ({ settledAt, id }) => [settledAt, id])
    })
  }

  /** What the acting supplier said, first to last. */
  listOwn(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<OwnRuleClarification>> {
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      await getVisibleRequirement(view, actor, requirementId)
      const found = await listOwnRules(view, requirementId, actor.organisationId, after, limit + 1)
      return pageOf(found, limit, ({ askedAt, id }) => [askedAt, id])
    })
  }

  /** What the officers have still to answer, of all requirements. */
  listWaiting(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<WaitingRuleClarification>> {
    refuseUnlessOfficer(actor)
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await listWaitingRules(view, after, limit + 1)
      return pageOf(found, limit, ({ answerUntil, id }) => [answerUntil, id])
    })
  }

  /** One of them, whatever became of it. */
  async get(actor: Actor, id: string): Promise<RuleForOfficer> {
    refuseUnlessOfficer(actor)
    return this.unitOfWork.read(actor, async view => {
      const seen = await getSeenRule(view, id)
      const never = this.guidelines.neverWaived(pinnedVersions(await getRequirement(view, seen.requirementId)), seen.rule)
      return { ...seen, neverWaived: never === null ? null : { reason: never.reason, source: never.source } }
    })
  }

  /** The waivers that wait for a consent, of all requirements. */
  async listWaitingWaivers(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<SeenWaiver>> {
    refuseUnlessOfficer(actor)
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await listWaitingWaivers(view, actor.personId, after, limit + 1)
      return pageOf(found, limit, ({ submissionDeadline, id }) => [submissionDeadline, id])
    })
  }

  async getWaiver(actor: Actor, id: string): Promise<SeenWaiver> {
    refuseUnlessOfficer(actor)
    return this.unitOfWork.read(actor, view => getSeenWaiver(view, actor.personId, id))
  }

  /** The waivers of a requirement, first to last, for whoever may see it. */
  listWaivers(actor: Actor | null, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<PublicWaiver>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.readAs(actor, async view => {
      await getVisibleRequirement(view, actor, requirementId)
      const found = await listPublicWaivers(view, requirementId, after, limit + 1)
      return pageOf(found, limit, ({ id }) => [id])
    })
  }
}

function refuseUnlessOfficer(actor: Actor): void {
  if (!mayAnswerRuleClarifications(actor))
    throw new Forbidden('rule-clarifications-not-yours', 'Rule clarifications are for officers who work for no supplier.')
}
