import { Injectable } from '@nestjs/common'

import { firstRow } from '../../../shared/database/rows.js'
import { UnitOfWork } from '../../../shared/database/unit-of-work.js'
import type { Actor } from '../../../shared/domain/actor.js'
import { type FieldProblem, NotFound } from '../../../shared/domain/errors.js'
import type { Instant } from '../../../shared/domain/instant.js'
import { mergeTyped, type Typed } from '../../../shared/domain/merge-typed.js'
import { StaleVersion } from '../../../shared/domain/revision.js'
import { type Agreement, getAgreement } from '../../agreements/agreements.service.js'
import type { ReadinessReport } from '../../guidelines/domain/report.js'
import type { RiskProfile, TierWithGates } from '../../guidelines/domain/risk-tier.js'
import { GuidelinesService } from '../../guidelines/guidelines.service.js'
import type { RuleSet } from '../../guidelines/published-guidelines.js'
import { incompletenessOf } from '../domain/requirement-completeness.js'
import type { RequirementSection } from '../domain/requirement-field.js'
import { pagesOf, type RequirementPage } from '../domain/requirement-pages.js'
import { mayDraftRequirement } from '../domain/requirement-policy.js'
import { changeOf, valueAt, writtenOf } from '../domain/section-content.js'
import { fingerprintAt } from '../domain/typed-fields.js'
import { noticeFor, readinessOf } from '../readiness.js'
import { RequirementDraftsService } from '../requirement-drafts.service.js'
import { findRequirementView, type RequirementView } from '../requirement-queries.js'
import { findShortlist, type Shortlist } from '../shortlist-queries.js'

/** A requirement as whoever writes it sees it. */
export interface RequirementWriting {
  requirement: RequirementView
  agreement: Agreement
  /** What the tier, the questions and the labels come from. */
  ruleSet: RuleSet
  /** What answers on risk would come to, saved or not. */
  tierOf: (riskProfile: RiskProfile) => TierWithGates
  savedAt: Instant | null
  /** Whom it is meant to invite; null where nothing is chosen. */
  shortlist: Shortlist | null
  mayWrite: boolean
  /** Whether the approval, the versions and the changes are theirs to look after. */
  mayRun: boolean
  /** What else belongs to it, as far as they may see it. */
  pages: RequirementPage[]
  /** What keeps it from approval: only for whoever may look. */
  readiness: { report: ReadinessReport; missing: FieldProblem[] } | null
}

const LAST_SAVED = `
  SELECT max(occurred_at) AS "savedAt" FROM audit_event
  WHERE subject_id = $1 AND stream = $2 AND action IN ('requirement.created', 'requirement.changed')`

/** Two who save other fields of one requirement at once get into each other's way for a moment; then one of them goes first. */
const ATTEMPTS = 5

@Injectable()
export class RequirementWritingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
    private readonly drafts: RequirementDraftsService,
  ) {}

  /** The requirement of the acting public body, or NotFound. */
  look(actor: Actor, id: string): Promise<RequirementWriting> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await findRequirementView(view, id)
      if (requirement?.buyerId !== actor.organisationId) throw new NotFound('requirement')
      const agreement = await getAgreement(view, requirement.agreementId)
      const mayRun = actor.hasAny(['buyer-author', 'buyer-approver'])
      const last = await firstRow<{ savedAt: Instant | null }>(view, LAST_SAVED, [id, `requirement:${id}`])
      return {
        requirement,
        agreement,
        ruleSet: this.guidelines.published.ruleSet(requirement.ruleSet ?? this.guidelines.current().ruleSet),
        tierOf: riskProfile => this.guidelines.tier(riskProfile),
        savedAt: last?.savedAt ?? null,
        shortlist: await findShortlist(view, id),
        mayWrite: mayDraftRequirement(actor, requirement) && requirement.state === 'draft',
        mayRun,
        pages: pagesOf(requirement, actor),
        readiness: mayRun ? this.readiness(requirement, agreement) : null,
      }
    })
  }

  /** The requirement as everybody will read it, with what publication attaches. */
  async asPublished(actor: Actor, id: string): Promise<RequirementView> {
    const { requirement } = await this.look(actor, id)
    if (requirement.publishedAt !== null) return requirement
    const title = requirement.title || 'Without a title yet'
    return { ...requirement, ...noticeFor(this.guidelines, requirement.content), title, state: 'open' }
  }

  /** Saves what somebody changed in a section over what is saved by now, or nothing where others changed the same; answers the places of these. */
  async save(actor: Actor, id: string, section: RequirementSection, form: Typed<unknown>, attempts = ATTEMPTS): Promise<string[]> {
    const { requirement } = await this.look(actor, id)
    const written = writtenOf(requirement)
    const { changes, clashes } = mergeTyped(
      form,
      at => valueAt(written, at),
      (value, at) => fingerprintAt(section, at, value),
    )
    if (clashes.length > 0 || Object.keys(changes).length === 0) return clashes
    try {
      await this.drafts.change(actor, id, requirement.revision, changeOf(written, changes))
      return []
    } catch (error) {
      if (!(error instanceof StaleVersion) || attempts === 1) throw error
      return this.save(actor, id, section, form, attempts - 1)
    }
  }

  private readiness(requirement: RequirementView, agreement: Agreement): NonNullable<RequirementWriting['readiness']> {
    return { report: readinessOf(this.guidelines, requirement), missing: incompletenessOf(requirement.content, agreement) }
  }
}
