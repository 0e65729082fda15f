import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound, NotSignedIn } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import type { ReadinessReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
import { refuseUnless } from './requirement-guards.js'
import { readinessOf } from './readiness.js'
import {
  findRequirementView,
  listRequirementSummaries,
  type RequirementFilter,
  type RequirementSummary,
  type RequirementView,
} from './requirement-queries.js'

export type RequirementSearch = Omit<RequirementFilter, 'buyerId' | 'includePractice'> & {
  own: boolean
  limit: number
  cursor?: string | undefined
}

/** Rows of an export that are read in one query. */
const EXPORTED_AT_ONCE = 500

@Injectable()
export class RequirementsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** The requirement as it stands by the database clock, or NotFound when it is not for this actor to know. */
  async get(actor: Actor | null, id: string): Promise<RequirementView> {
    const requirement = await this.unitOfWork.readAs(actor, view => findRequirementView(view, id))
    if (requirement === null || !maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
    return requirement
  }

  /** What is published, newest first; or, for `own`, everything of the acting public body. */
  async list(actor: Actor | null, { own, limit, cursor, ...search }: RequirementSearch): Promise<Page<RequirementSummary>> {
    if (own && actor === null) throw new NotSignedIn()
    const buyerId = own && actor !== null ? actor.organisationId : null
    const order = own && search.sort === 'newest' ? 'own' : search.sort
    const [, ...after] = readCursor(cursor, [{ exactly: order }, 'instant', 'uuid']) ?? []
    const found = await this.unitOfWork.readAs(actor, view =>
      listRequirementSummaries(view, { ...search, buyerId, includePractice: actor !== null }, after, limit + 1),
    )
    return pageOf(
      found,
      limit,
      ({ sortedBy, id }) => [order, sortedBy, id],
      ({ sortedBy: _, ...summary }) => summary,
    )
  }

  /** All pages of what is published, each read when the one before it was taken, so that nothing is held while a slow client reads. */
  async *listAll(actor: Actor | null, search: Omit<RequirementSearch, 'own' | 'limit' | 'cursor'>): AsyncGenerator<RequirementSummary[]> {
    let cursor: string | null | undefined
    while (cursor !== null) {
      const page: Page<RequirementSummary> = await this.list(actor, { ...search, own: false, limit: EXPORTED_AT_ONCE, cursor })
      yield page.items
      cursor = page.nextCursor
    }
  }

  /** The buyer rules on the requirement as it is; changes nothing. */
  async checkReadiness(actor: Actor, id: string): Promise<ReadinessReport> {
    const requirement = await this.get(actor, id)
    const allowed = requirement.buyerId === actor.organisationId || actor.has('procurement-officer')
    refuseUnless(allowed, actor, requirement, 'the buyer and the officers')
    return readinessOf(this.guidelines, requirement)
  }
}
