import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type CategoryOfAgreement, listCategoriesOf } from '../agreements/agreements.service.js'
import type { Ruling } from '../guidelines/domain/ruling.js'
import type { RuleSet } from '../guidelines/published-guidelines.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { type Bidding, biddingOf } from './bidding.js'
import { listAnswered, type PublicClarification } from './clarification-queries.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
import { type EthicsExpectations, ethicsExpectations } from './ethics-expectations.js'
import type { ChangeKind } from './record-change.js'
import { findRequirementView, type RequirementView } from './requirement-queries.js'
import { listSettled, type PublicRuleClarification } from './rule-clarification-queries.js'
import { listRulings } from './rulings.js'
import { listPublicWaivers, type PublicWaiver } from './waiver-queries.js'

/** Shown beside the requirement; the rest has a page of its own. */
const ANSWERS = 5
/** More waivers than there are rules. */
const MOST_WAIVERS = 500
/** More changes than any requirement has seen. */
const MOST_CHANGES = 100

/** A requirement with what everybody should know before they bid. */
export interface Opportunity {
  requirement: RequirementView
  bidding: Bidding
  categories: CategoryOfAgreement[]
  now: Instant
  changes: { kind: ChangeKind; changedAt: Instant }[]
  /** The first that were answered, and whether there are more. */
  clarifications: PublicClarification[]
  hasMoreClarifications: boolean
  /** Null for a draft, and for one that was published with rules that are not here any more. */
  ethics: EthicsExpectations | null
  ruleSet: RuleSet | null
}

/** What bids are held to, and what was said and decided of the rules. */
export interface OpportunityRules {
  requirement: RequirementView
  ethics: EthicsExpectations | null
  settled: Page<PublicRuleClarification>
  waivers: PublicWaiver[]
}

@Injectable()
export class OpportunityService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** From one snapshot, or NotFound when it is not for this actor to know. */
  get(actor: Actor | null, id: string): Promise<Opportunity> {
    return this.unitOfWork.read(actor, async view => {
      const [requirement, categories, now, changes, clarifications, rulings] = await Promise.all([
        this.visible(view, actor, id),
        listCategoriesOf(view, id),
        marketNow(view),
        listChangesInShort(view, id),
        listAnswered(view, id, null, ANSWERS + 1),
        listRulings(view, id),
      ])
      return {
        requirement,
        bidding: await biddingOf(view, actor, requirement),
        categories,
        now,
        changes,
        clarifications: clarifications.slice(0, ANSWERS),
        hasMoreClarifications: clarifications.length > ANSWERS,
        ...this.policyOf(requirement, rulings),
      }
    })
  }

  /** A draft as everybody would read it if it were published as it stands now. */
  async preview(actor: Actor, requirement: RequirementView): Promise<Opportunity> {
    const nothingYet = { changes: [], clarifications: [], hasMoreClarifications: false }
    return this.unitOfWork.read(actor, async view => ({
      requirement,
      bidding: 'not-open',
      categories: await listCategoriesOf(view, requirement.id),
      now: await marketNow(view),
      ...nothingYet,
      ...this.policyOf(requirement, []),
    }))
  }

  /** Its rules, from one snapshot: all waivers, of which there is one for a rule at the most, and a page of the rule clarifications. */
  rules(actor: Actor | null, id: string, limit: number, cursor: string | undefined): Promise<OpportunityRules> {
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const [requirement, rulings, settled, waivers] = await Promise.all([
        this.visible(view, actor, id),
        listRulings(view, id),
        listSettled(view, id, after, limit + 1),
        listPublicWaivers(view, id, null, MOST_WAIVERS),
      ])
      return {
        requirement,
        ethics: this.policyOf(requirement, rulings).ethics,
        settled: pageOf(settled, limit, ({ settledAt, id: last }) => [settledAt, last]),
        waivers,
      }
    })
  }

  /** The rules that a requirement was published with; null for a draft, and where they are not here any more. */
  private ruleSetOf({ ruleSet }: RequirementView): RuleSet | null {
    try {
      return ruleSet === null ? null : this.guidelines.published.ruleSet(ruleSet)
    } catch (error) {
      if (error instanceof NotFound) return null
      throw error
    }
  }

  private async visible(view: Readable, actor: Actor | null, id: string): Promise<RequirementView> {
    const requirement = await findRequirementView(view, id)
    if (requirement === null || !maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
    return requirement
  }

  /** What the rules that were published with a requirement ask of its bidders. */
  private policyOf(requirement: RequirementView, rulings: readonly Ruling[]): Pick<Opportunity, 'ethics' | 'ruleSet'> {
    const { questionnaire, tier, blockingRules } = requirement
    const rules = this.ruleSetOf(requirement)
    if (questionnaire === null || rules === null || tier === null) return { ethics: null, ruleSet: null }
    const asked = this.guidelines.published.questionnaire(questionnaire)
    return { ruleSet: rules, ethics: ethicsExpectations(asked, rules, tier, blockingRules, rulings) }
  }
}

const listChangesInShort = (view: Readable, requirementId: string): Promise<Opportunity['changes']> =>
  rows(
    view,
    `SELECT kind, changed_at AS "changedAt" FROM requirement_change WHERE requirement_id = $1 ORDER BY number DESC LIMIT ${MOST_CHANGES}`,
    [requirementId],
  )
