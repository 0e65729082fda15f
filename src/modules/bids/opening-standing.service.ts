import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { holdKeys } from '../key-holders/hold-keys.js'
import { listOpeners } from '../key-holders/holder-queries.js'
import { declaredInterest } from '../requirements/interest-declarations.service.js'
import { isKeySplit } from '../requirements/domain/split-key.js'
import { getVisibleRequirement } from '../requirements/requirement-guards.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { readReceived } from './bid-guards.js'
import { mayReadOpenedBids, type OpeningSide, openingSideOf } from './domain/bid-policy.js'
import { openingStage, type OpeningStage, openingStep, type OpeningStep } from './domain/opening-step.js'
import {
  listAgreements,
  listRecordedBids,
  listRefusedOpenings,
  type OpeningAgreement,
  type RecordedBid,
  type RefusedOpening,
} from './opening-queries.js'

/** How an opening stands, and what there is to do for whoever asks. It tells nothing of bids before they are open. */
export interface OpeningStanding {
  requirementId: string
  title: string
  now: Instant
  submissionDeadline: Instant | null
  stage: OpeningStage
  step: OpeningStep
  /** On which side the asker may open; null for whoever may only watch. */
  side: OpeningSide | null
  /** What the asker declared; null where they have not. */
  hasInterest: boolean | null
  /** Whether the key is split: then each side gives a passphrase. */
  isSplit: boolean
  /** Whether the asker holds the share of their side. */
  holdsShare: boolean
  /** Who holds the share of which side. */
  holders: { side: OpeningSide; personName: string }[]
  agreements: (Omit<OpeningAgreement, 'personId'> & { isOwn: boolean })[]
  openedAt: Instant | null
  /** The list recorded at the opening, for who has declared no interest; null for everybody else and before. */
  recorded: RecordedBid[] | null
  /** The latest attempts that were refused. */
  refused: RefusedOpening[]
}

@Injectable()
export class OpeningStandingService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** For the people of the buyer, the officers and the auditor. */
  get(actor: Actor, requirementId: string): Promise<OpeningStanding> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getVisibleRequirement(view, actor, requirementId)
      if (!mayReadOpenedBids(actor, requirement))
        throw new Forbidden(
          'opening-not-yours',
          'The opening is for the buyer’s people and the officers, and for nobody who works for a supplier.',
        )
      return standingOf(view, actor, requirement)
    })
  }
}

async function standingOf(view: Readable, actor: Actor, requirement: Requirement): Promise<OpeningStanding> {
  const { id, title, submissionDeadline, bidsOpenedAt } = requirement
  const received = await readReceived(view, id)
  const asking = { side: openingSideOf(actor, requirement), hasInterest: await declaredInterest(view, actor.personId, id) }
  const agreements = (await listAgreements(view, id, submissionDeadline)).map(({ personId, ...each }) => ({
    ...each,
    isOwn: personId === actor.personId,
  }))
  const stage = openingStage(requirement, received.inTime)
  const mayReadList = stage === 'opened' && asking.hasInterest === false
  return {
    requirementId: id,
    title,
    now: received.at,
    submissionDeadline,
    stage,
    step: openingStep(stage, asking, agreements),
    ...asking,
    ...(await sharesOf(view, actor, requirement, asking.side)),
    agreements,
    openedAt: bidsOpenedAt,
    recorded: mayReadList ? await listRecordedBids(view, id) : null,
    refused: await listRefusedOpenings(view, id),
  }
}

/** Who holds the shares of a key that is split, for both sides: each has to know on whom it depends. */
async function sharesOf(
  view: Readable,
  { personId }: Actor,
  requirement: Requirement,
  own: OpeningSide | null,
): Promise<Pick<OpeningStanding, 'isSplit' | 'holdsShare' | 'holders'>> {
  if (!isKeySplit(requirement)) return { isSplit: false, holdsShare: false, holders: [] }
  const holders = (await holdKeys(view, () => listOpeners(view, requirement.id))).filter(each => each.holdsShare)
  return {
    isSplit: true,
    holdsShare: holders.some(each => each.personId === personId && each.side === own),
    holders: holders.map(({ side, name }) => ({ side, personName: name })),
  }
}
