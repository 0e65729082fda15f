import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import { type Instant, parseInstant } from '../../shared/domain/instant.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { type Agreement, getAgreement } from '../agreements/agreements.service.js'
import { recordAudit } from '../audit/record-audit.js'
import type { RiskProfile } from '../guidelines/domain/risk-tier.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import type { RequirementContent } from './domain/requirement-content.js'
import { mayDraftRequirement } from './domain/requirement-policy.js'
import { requirementSubject } from './requirement-audit.js'
import { Requirement } from './requirement.entity.js'
import { lockRequirement } from './requirement-queries.js'

/** Members that are given replace, null deletes, and what is not named stays. */
export type RequirementChange = { [Member in keyof RequirementContent]?: RequirementContent[Member] | null | undefined } & {
  categoryIds?: string[] | null | undefined
}

@Injectable()
export class RequirementDraftsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Starts a draft for the acting public body; answers its id. */
  async create(actor: Actor, agreementId: string, change: RequirementChange, repeat: RepeatKey | null): Promise<string> {
    const { id } = await runOnce(this.unitOfWork, actor, repeat, async tx => {
      const agreement = await getAgreement(tx, agreementId)
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

  /** Changes a draft that nobody changed since `revision`. */
  change(actor: Actor, id: string, revision: number, change: RequirementChange): Promise<void> {
    return this.unitOfWork.run(actor, async tx => {
      const requirement = await lockRequirement(tx, id)
      if (!mayDraftRequirement(actor, requirement)) throw new NotFound('requirement')
      if (requirement.state !== 'draft') throw new RequirementFrozen(requirement.state)
      refuseStale(requirement.revision, revision)
      const edited = this.edited(requirement, change)
      refuseForeignCategories(await getAgreement(tx, requirement.agreementId), edited.categoryIds)
      await tx.update(Requirement, id, { ...edited, revision: revision + 1 })
      await noteContributor(tx, actor, id)
      await recordAudit(tx, actor, 'requirement.changed', requirementSubject(id), { members: Object.keys(change) })
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

class RequirementFrozen extends Conflict {
  constructor(state: string) {
    super('requirement-not-draft', `Only a draft can be changed; this requirement is ${state}. Have it returned first.`, { state })
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
})

function mergeContent(content: RequirementContent, change: Omit<RequirementChange, 'categoryIds'>): RequirementContent {
  const merged: Record<string, unknown> = { ...content }
  for (const [member, value] of Object.entries(change)) {
    if (value === null) Reflect.deleteProperty(merged, member)
    else if (value !== undefined) merged[member] = member.endsWith('Deadline') ? parseInstant(value as string) : value
  }
  return merged
}

function refuseForeignCategories(agreement: Agreement, categoryIds: readonly string[]): void {
  const foreign = categoryIds.findIndex(id => !agreement.categories.some(category => category.id === id))
  if (foreign === -1) return
  throw new Refused('category-unknown', 'A category does not belong to the agreement.', [
    { pointer: `/categoryIds/${foreign}`, code: 'category-unknown', detail: 'Choose a category of this agreement.' },
  ])
}

const noteContributor = (tx: Tx, actor: Actor, requirementId: string): Promise<unknown> =>
  rows(tx, 'INSERT INTO requirement_contributor (requirement_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    requirementId,
    actor.personId,
  ])
