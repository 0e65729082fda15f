import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import { refuseStale } from '../../shared/domain/revision.js'
import type { Page } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { getAgreementRecord } from '../agreements/agreement-record.js'
import type { Facet } from '../agreements/domain/filters.js'
import { currentFilters } from '../agreements/filter-queries.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { type ChosenValues, tokensOf, unknownTokens } from '../memberships/domain/offer.js'
import {
  countMatching,
  type MatchingSupplier,
  type OtherMember,
  pageOfMatching,
  pageOfOthers,
  type Sought,
} from '../memberships/match-suppliers.js'
import { mayChooseShortlist, mayReadShortlist, mayRunShortlist } from './domain/shortlist-policy.js'
import { mayDraftRequirement, mayPublishRequirement, maySeeRequirement } from './domain/requirement-policy.js'
import { requirementSubject } from './requirement-audit.js'
import { noteContributor } from './requirement-contributors.js'
import { refuseUnless } from './requirement-guards.js'
import { getRequirementView, lockRequirement, type RequirementView } from './requirement-queries.js'
import type { Requirement } from './requirement.entity.js'
import { findLastRun, findShortlist, isNameTaken, saveShortlist, type Shortlist } from './shortlist-queries.js'
import { type RunStanding, runShortlist, standingOfRun } from './shortlist-standing.js'

/** A requirement's shortlist as it stands now. */
export interface ShortlistView {
  requirement: RequirementView
  /** Null where nothing was chosen: then everybody in the categories is invited. */
  shortlist: Shortlist | null
  /** The facets of the agreement, retired values included. */
  facets: Facet[]
  /** Of what is chosen, what the filters offer no longer. It stays chosen, and is matched. */
  retired: string[]
  counts: { matching: number; others: number }
  /** Null where nothing was chosen. */
  last: RunStanding | null
  mayChoose: boolean
  mayRun: boolean
}

/** What a buyer chooses. */
interface Choice {
  name: string
  filters: ChosenValues
}

/** Rows that an export reads at a time. */
const AT_A_TIME = 2000

/** Whom a buyer means to invite: everybody who offers what is chosen of the filters, and nobody by name. */
@Injectable()
export class ShortlistsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** For the buyer's people and the officers, from one snapshot. */
  get(actor: Actor, id: string): Promise<ShortlistView> {
    return this.unitOfWork.read(actor, async view => {
      const { requirement, shortlist, sought } = await readable(view, actor, id)
      const { filters: facets } = await getAgreementRecord(view, requirement.agreementId)
      const run = shortlist === null ? null : await findLastRun(view, id)
      return {
        requirement,
        shortlist,
        facets,
        retired: unknownTokens(sought.tokens, facets, []),
        counts: await countMatching(view, sought),
        last: shortlist === null || run === null ? null : await standingOfRun(view, requirement, shortlist, run),
        mayChoose: mayChooseShortlist(actor, requirement),
        mayRun: shortlist !== null && mayRunShortlist(actor, requirement),
      }
    })
  }

  /** Who matches now, by name. */
  matching(actor: Actor, id: string, limit: number, cursor?: string): Promise<Page<MatchingSupplier>> {
    return this.unitOfWork.read(actor, async view => pageOfMatching(view, (await readable(view, actor, id)).sought, limit, cursor))
  }

  /** All of them at once, for an export. */
  everybodyMatching(actor: Actor, id: string): Promise<MatchingSupplier[]> {
    return this.unitOfWork.read(actor, async view => {
      const { sought } = await readable(view, actor, id)
      const all: MatchingSupplier[] = []
      let cursor: string | undefined
      do {
        const { items, nextCursor } = await pageOfMatching(view, sought, AT_A_TIME, cursor)
        all.push(...items)
        cursor = nextCursor ?? undefined
      } while (cursor !== undefined)
      return all
    })
  }

  /** Members of the categories that do not match, by name, with what is chosen and each lacks. */
  others(actor: Actor, id: string, limit: number, cursor?: string): Promise<Page<OtherMember> & { tokens: readonly string[] }> {
    return this.unitOfWork.read(actor, async view => {
      const { sought } = await readable(view, actor, id)
      return { ...(await pageOfOthers(view, sought, limit, cursor)), tokens: sought.tokens }
    })
  }

  /** Chooses filters for a draft that nobody chose for since `revision` (0 where nothing was chosen yet), under a name of its own, and runs it. */
  choose(actor: Actor, id: string, revision: number, { name, filters }: Choice, repeat: RepeatKey | null): Promise<void> {
    return this.refusals.recorded(actor, { action: 'shortlist.choice-refused', subject: requirementSubject(id) }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, id)
        refuseUnless(mayDraftRequirement(actor, requirement), actor, requirement, 'an author of the buyer')
        if (requirement.state !== 'draft') throw new ShortlistFrozen(requirement.state)
        const before = await findShortlist(tx, id)
        refuseStale(before?.revision ?? 0, revision)
        const { tokens, edition } = await chosenOf(tx, requirement, filters, before?.tokens ?? [])
        if (await isNameTaken(tx, requirement.buyerId, id, name)) throw new ShortlistNameTaken()
        const changedAt = await marketNow(tx)
        const shortlist = {
          requirementId: id,
          buyerId: requirement.buyerId,
          name,
          tokens,
          filterEdition: edition,
          revision: revision + 1,
          changedAt,
        }
        await saveShortlist(tx, shortlist, actor.personId)
        await noteContributor(tx, actor, id)
        const run = await runShortlist(tx, actor, requirement, shortlist, changedAt)
        await recordAudit(tx, actor, 'shortlist.chosen', requirementSubject(id), { name, tokens, filterEdition: edition, run })
        return { id }
      })
    })
  }

  /** Takes down anew who matches, for a requirement that is not published yet. */
  async run(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    await this.refusals.recorded(actor, { action: 'shortlist.run-refused', subject: requirementSubject(id) }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, id)
        refuseUnless(mayPublishRequirement(actor, requirement), actor, requirement, 'an author or approver of the buyer')
        if (!mayRunShortlist(actor, requirement)) throw new ShortlistFrozen(requirement.state)
        const shortlist = await findShortlist(tx, id)
        if (shortlist === null) throw new NotFound('shortlist')
        const run = await runShortlist(tx, actor, requirement, shortlist, await marketNow(tx))
        await recordAudit(tx, actor, 'shortlist.run', requirementSubject(id), { ...run })
        return { id }
      }),
    )
  }
}

async function readable(
  view: Readable,
  actor: Actor,
  id: string,
): Promise<{ requirement: RequirementView; shortlist: Shortlist | null; sought: Sought }> {
  const requirement = await getRequirementView(view, id)
  if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
  refuseUnless(mayReadShortlist(actor, requirement), actor, requirement, 'the buyer and the officers')
  const shortlist = await findShortlist(view, id)
  return { requirement, shortlist, sought: { categoryIds: requirement.categoryIds, tokens: shortlist?.tokens ?? [] } }
}

/** What is chosen as tokens of the edition in force; what it offers no longer may stay, and is not chosen anew. */
async function chosenOf(
  tx: Tx,
  { agreementId }: Requirement,
  filters: ChosenValues,
  kept: readonly string[],
): Promise<{ tokens: string[]; edition: number }> {
  const { number: edition } = await currentFilters(tx)
  const { filters: facets } = await getAgreementRecord(tx, agreementId)
  const tokens = tokensOf(filters)
  const known = new Set(facets.flatMap(({ key, values }) => values.map(value => `${key}/${value.key}`)))
  const refused = unknownTokens(tokens, facets, kept).map(token => ({
    pointer: `/filters/${token}`,
    code: known.has(token) ? 'filter-retired' : 'filter-unknown',
    detail: known.has(token)
      ? `“${token}” is not offered any more. Choose another.`
      : `The agreement has no filter “${token}”. Choose one that it lists.`,
  }))
  if (refused.length > 0)
    throw new Refused('filters-not-offered', 'Something chosen is not offered by the filters of the agreement. See errors.', refused)
  return { tokens, edition }
}

class ShortlistFrozen extends Conflict {
  constructor(state: string) {
    super(
      'shortlist-frozen',
      `Filters are chosen while the requirement is a draft, and the shortlist is run until it is published; this one is ${state.replaceAll('-', ' ')}. To choose anew, have it returned first.`,
      { state },
    )
  }
}

class ShortlistNameTaken extends Conflict {
  constructor() {
    super(
      'shortlist-name-taken',
      'Another shortlist of your organisation has this name. Choose another, so that nobody takes one for the other.',
    )
  }
}
