import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound, NotSignedIn } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import type { ReadinessReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
import { refuseUnless } from './requirement-guards.js'
import { putRight } from './put-search-right.js'
import { readinessOf } from './readiness.js'
import { countRequirements, type RequirementCount } from './requirement-list-queries.js'
import { filterOf, pageOfRequirements, type RequirementListing, type RequirementSearch } from './requirement-pages.js'
import { findRequirementView, type RequirementSummary, type RequirementView } from './requirement-queries.js'

/** A page; `searchedFor` where nothing was found by the words as they were typed, and this by words put right. */
export type FoundRequirements = Page<RequirementSummary> & { searchedFor?: string }

export interface CountedRequirements {
  found: FoundRequirements
  count: RequirementCount
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

  /** What is published; or, for `own`, everything of the acting public body. Where words find nothing, what they were probably meant to be is sought. */
  list(actor: Actor | null, listing: RequirementListing): Promise<FoundRequirements> {
    return this.reading(actor, listing, async view => {
      const found = await pageOfRequirements(view, actor, listing)
      return (await putRightIn(view, actor, listing, found)) ?? found
    })
  }

  /** The same with how many there are, up to a thousand, from one snapshot. */
  async listCounted(actor: Actor | null, listing: RequirementListing): Promise<CountedRequirements> {
    refuseOwnOfNobody(actor, listing)
    return this.unitOfWork.read(actor, async view => {
      const [found, count] = await Promise.all([
        pageOfRequirements(view, actor, listing),
        countRequirements(view, filterOf(actor, listing)),
      ])
      const instead = await putRightIn(view, actor, listing, found)
      if (instead === null) return { found, count }
      return { found: instead, count: await countRequirements(view, filterOf(actor, { ...listing, q: instead.searchedFor })) }
    })
  }

  /** How many there are in such a list, up to a thousand. */
  count(actor: Actor | null, search: RequirementSearch): Promise<RequirementCount> {
    return this.reading(actor, search, view => countRequirements(view, filterOf(actor, search)))
  }

  /** All pages of what is published, each read when the one before it was taken, so that nothing is held while a slow client reads. */
  async *listAll(actor: Actor | null, search: Omit<RequirementListing, 'own' | 'limit' | 'cursor'>): AsyncGenerator<RequirementSummary[]> {
    let cursor: string | null | undefined
    while (cursor !== null) {
      const listing: RequirementListing = { ...search, own: false, limit: EXPORTED_AT_ONCE, cursor }
      const page = await this.reading(actor, listing, view => pageOfRequirements(view, actor, listing))
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

  private async reading<T>(actor: Actor | null, search: { own: boolean }, work: (view: Readable) => Promise<T>): Promise<T> {
    refuseOwnOfNobody(actor, search)
    return this.unitOfWork.readAs(actor, work)
  }
}

/** What the words were probably meant to find, where they found nothing and that finds something. */
async function putRightIn(
  view: Readable,
  actor: Actor | null,
  listing: RequirementListing,
  { items }: Page<RequirementSummary>,
): Promise<(FoundRequirements & { searchedFor: string }) | null> {
  if (listing.q === undefined || items.length > 0) return null
  const searchedFor = await putRight(view, listing.q)
  if (searchedFor === null) return null
  const instead = await pageOfRequirements(view, actor, { ...listing, q: searchedFor })
  return instead.items.length === 0 ? null : { ...instead, searchedFor }
}

/** What is one's own is for people with an account. */
function refuseOwnOfNobody(actor: Actor | null, { own }: { own: boolean }): void {
  if (own && actor === null) throw new NotSignedIn()
}
