import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import { type Instant, parseInstant } from '../../shared/domain/instant.js'
import { type MemberChange, mergeMembers } from '../../shared/domain/merge-members.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { type Agreement, getAgreement } from '../agreements/agreements.service.js'
import { recordAudit } from '../audit/record-audit.js'
import type { RiskProfile } from '../guidelines/domain/risk-tier.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { keepsRelease } from './domain/hold.js'
import type { RequirementContent } from './domain/requirement-content.js'
import { mayDraftRequirement } from './domain/requirement-policy.js'
import { refuseUnless } from './requirement-guards.js'
import { requirementSubject } from './requirement-audit.js'
import { noteContributor } from './requirement-contributors.js'
import { Requirement } from './requirement.entity.js'
import { getRequirementView, lockRequirement, type RequirementView } from './requirement-queries.js'

export type RequirementChange = MemberChange<RequirementContent> & { categoryIds?: string[] | null | undefined }

@Injectable()
export class RequirementDraftsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Starts a draft for the acting public body; answers its id. */
  async create(actor: Actor, agreementId: string, change: RequirementChange, repeat: RepeatKey | null): Promise<string> {
    const { id } = await runOnce(this.unitOfWork, actor, repeat, async tx => {
      const agreement = await getNamedAgreement(tx, agreementId)
      refuseEnded(agreement)
      const empty = emptyDraft(actor, agreement)
      const draft = { ...empty, ...this.edited(empty, change) }
      refuseForeignCategories(agreement, draft.categoryIds)
      await tx.insert(Requirement, draft)
      await noteContributor(tx, actor, draft.id)
      await recordAudit(tx, actor, 'requirement.created', requirementSubject(draft.id))
      return { id: draft.id }
    })
    return id
  }

  /** Changes a draft that nobody changed since `revision`, and answers what was written. */
  change(actor: Actor, id: string, revision: number, change: RequirementChange): Promise<RequirementView> {
    return this.unitOfWork.run(actor, async tx => {
      const requirement = await lockRequirement(tx, id)
      refuseUnless(mayDraftRequirement(actor, requirement), actor, requirement, 'an author of the buyer')
      if (requirement.state !== 'draft') throw new RequirementFrozen(requirement.state)
      refuseStale(requirement.revision, revision)
      const edited = this.edited(requirement, change)
      refuseForeignCategories(await getAgreement(tx, requirement.agreementId), edited.categoryIds)
      const lapsed = keepsRelease(requirement.content, edited.content) ? {} : NO_RELEASE
      await tx.update(Requirement, id, { ...edited, ...lapsed, revision: revision + 1 })
      await noteContributor(tx, actor, id)
      await recordAudit(tx, actor, 'requirement.changed', requirementSubject(id), { members: Object.keys(change) })
      return getRequirementView(tx, id)
    })
  }

  private edited(requirement: Editable, { categoryIds, ...change }: RequirementChange): Edited {
    const content = mergeContent(requirement.content, change)
    const { tier, gates } = this.guidelines.tier((content.riskProfile ?? {}) as RiskProfile)
    return {
      content,
      title: content.title ?? '',
      categoryIds: categoryIds === undefined ? requirement.categoryIds : (categoryIds ?? []),
      submissionDeadline: (content.submissionDeadline ?? null) as Instant | null,
      tier,
      gates,
    }
  }
}

type Editable = Pick<Requirement, 'content' | 'categoryIds'>

type Edited = Editable & Pick<Requirement, 'title' | 'submissionDeadline' | 'tier' | 'gates'>

/** A draft of which what it was released for has changed waits for its release again. */
const NO_RELEASE = { holdReleasedBy: null, holdReleasedAt: null, holdReleaseReason: null, holdSeniorOwner: null }

class RequirementFrozen extends Conflict {
  constructor(state: string) {
    super(
      'requirement-not-draft',
      `Only a draft can be changed; this requirement is ${state.replaceAll('-', ' ')}. Have it returned first.`,
      { state },
    )
  }
}

const emptyDraft = (actor: Actor, agreement: Agreement) => ({
  id: newId(),
  buyerId: actor.organisationId,
  agreementId: agreement.id,
  regime: agreement.regime,
  practice: agreement.practice,
  state: 'draft' as const,
  revision: 1,
  categoryIds: [],
  content: {},
  blockingRules: [],
})

/** Moments are kept in one spelling, so that they compare as text. */
function mergeContent(content: RequirementContent, change: MemberChange<RequirementContent>): RequirementContent {
  const { clarificationDeadline, submissionDeadline } = change
  const moments = { clarificationDeadline, submissionDeadline }
  const inOneSpelling = Object.entries(moments).map(([member, text]) => [member, typeof text === 'string' ? parseInstant(text) : text])
  return mergeMembers(content, { ...change, ...Object.fromEntries(inOneSpelling) } as MemberChange<RequirementContent>)
}

/** The agreement that a body names: one that does not exist is a wrong field, not a wrong address. */
async function getNamedAgreement(tx: Tx, agreementId: string): Promise<Agreement> {
  return getAgreement(tx, agreementId).catch((error: unknown) => {
    if (!(error instanceof NotFound)) throw error
    throw new Refused('agreement-unknown', 'There is no such agreement.', [
      { pointer: '/agreementId', code: 'agreement-unknown', detail: 'Choose one that GET /agreements lists.' },
    ])
  })
}

/** One that has ended takes no new requirements; whether it has begun is asked when one is published. */
function refuseEnded({ state }: Agreement): void {
  if (state === 'open') return
  throw new Refused('agreement-not-valid', `The agreement is ${state}, and no new requirement is let under it.`, [
    { pointer: '/agreementId', code: 'agreement-not-valid', detail: 'Choose an agreement that is open.' },
  ])
}

function refuseForeignCategories(agreement: Agreement, categoryIds: readonly string[]): void {
  const foreign = categoryIds.findIndex(id => !agreement.categories.some(category => category.id === id))
  if (foreign === -1) return
  throw new Refused('category-unknown', 'A category does not belong to the agreement.', [
    { pointer: `/categoryIds/${foreign}`, code: 'category-unknown', detail: 'Choose a category of this agreement.' },
  ])
}
