import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type Category, getAgreement } from '../agreements/agreements.service.js'
import { maySeeWhoChanged } from './domain/requirement-policy.js'
import { getVisibleRequirement, refuseUnless } from './requirement-guards.js'
import type { Requirement } from './requirement.entity.js'
import { getVersion, listVersions, type RequirementVersion, type VersionSummary } from './version-queries.js'

/** Two versions side by side; the first has nothing before it. */
export interface ComparedVersions {
  before: RequirementVersion | null
  after: RequirementVersion
  /** Of the agreement, for the ids in both. */
  categories: Category[]
}

/** What a requirement said each time it was submitted for approval, published or changed since: for its buyer and the officers. */
@Injectable()
export class RequirementVersionsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Newest first. */
  list(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<VersionSummary>> {
    const [before = null] = readCursor(cursor, ['number']) ?? []
    return this.unitOfWork.read(actor, async view => {
      await getReadable(view, actor, requirementId)
      return pageOf(await listVersions(view, requirementId, before, limit + 1), limit, ({ number }) => [String(number)])
    })
  }

  get(actor: Actor, requirementId: string, number: number): Promise<RequirementVersion> {
    return this.unitOfWork.read(actor, async view => {
      await getReadable(view, actor, requirementId)
      return getVersion(view, requirementId, number)
    })
  }

  /** A version beside an earlier one, or beside the one just before it. */
  compare(actor: Actor, requirementId: string, number: number, from: number | null): Promise<ComparedVersions> {
    return this.unitOfWork.read(actor, async view => {
      const { agreementId } = await getReadable(view, actor, requirementId)
      const after = await getVersion(view, requirementId, number)
      const before = from ?? number - 1
      return {
        before: before === 0 ? null : await getVersion(view, requirementId, before),
        after,
        categories: (await getAgreement(view, agreementId)).categories,
      }
    })
  }
}

async function getReadable(view: Readable, actor: Actor, requirementId: string): Promise<Requirement> {
  const requirement = await getVisibleRequirement(view, actor, requirementId)
  refuseUnless(maySeeWhoChanged(actor, requirement), actor, requirement, 'the buyer and the officers')
  return requirement
}
