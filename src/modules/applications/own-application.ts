import { firstRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Sealing } from '../../shared/sealing.js'
import type { Facet } from '../agreements/domain/filters.js'
import { factsOfAnswers } from '../library/library-file-queries.js'
import type { Library } from '../library/library.service.js'
import { type CurrentAnswer, listAnswers, listProducts, today } from '../library/library-queries.js'
import { currentSet } from '../library/question-sets.js'
import { unknownTokens } from '../memberships/domain/offer.js'
import { facetsOf } from '../memberships/offer-terms.js'
import { getOwnApplication } from './application-guards.js'
import type { Application } from './application-queries.js'
import { answersToPin, hashToSubmit } from './apply-content.js'
import { currentDeclaration, findDeclaration, type PublishedDeclaration } from './declarations.js'
import { type LackingAnswer, lackingForSubmission } from './domain/lacking-for-submission.js'

/** What a draft still lacks, and what it would give to the officers. */
export interface Preparation {
  library: Library
  lacking: LackingAnswer[]
  /** Chosen before, and offered no longer: facet/value. */
  retired: string[]
  /** Chosen before, and not offered any more: ids of products. */
  retiredProductIds: string[]
  toPin: CurrentAnswer[]
  /** Stands for all that would be submitted. */
  contentHash: string
  /** Whether nothing keeps it from being submitted. */
  isReady: boolean
}

export interface NamedCriterion {
  number: number
  text: string
}

/** An application as its supplier sees it. */
export interface OwnApplication extends Application {
  /** The one that was signed, or that would be signed now. */
  signs: PublishedDeclaration
  /** The criterion that a rejection names. */
  criterion: NamedCriterion | null
  /** The facets of the agreement, as the filters are now or were when it was received. */
  facets: Facet[]
  /** Of a draft. */
  preparation: Preparation | null
}

/** The acting supplier's own, or NotFound. */
export async function readOwnApplication(view: Readable, sealing: Sealing, actor: Actor, id: string): Promise<OwnApplication> {
  const application = await getOwnApplication(view, actor, id)
  const facets = await facetsOf(view, application.agreementId, application.filterEdition)
  return {
    ...application,
    facets,
    signs: await declarationOf(view, id),
    criterion: await criterionOf(view, application),
    preparation: application.state === 'draft' ? await prepare(view, sealing, actor, application, facets) : null,
  }
}

async function prepare(view: Readable, sealing: Sealing, actor: Actor, application: Application, facets: Facet[]): Promise<Preparation> {
  const library: Library = {
    set: currentSet(),
    today: await today(view),
    products: await listProducts(view, sealing, actor),
    answers: await listAnswers(view, sealing, actor),
  }
  const { productIds, offer } = application
  const retired = unknownTokens(offer, facets, [])
  const offered = new Set(library.products.filter(({ retiredAt }) => retiredAt === null).map(product => product.id))
  const retiredProductIds = productIds.filter(productId => !offered.has(productId))
  const claimed = productIds.filter(productId => offered.has(productId))
  const lacking = lackingForSubmission(library.set, library.answers, claimed, library.today, await factsOfAnswers(view, library.answers))
  const toPin = answersToPin(library.set, library.answers, productIds)
  const nothingGone = retired.length === 0 && retiredProductIds.length === 0
  return {
    library,
    lacking,
    retired,
    retiredProductIds,
    toPin,
    contentHash: hashToSubmit(application, toPin, currentDeclaration()),
    isReady: lacking.length === 0 && nothingGone && claimed.length > 0 && offer.length > 0,
  }
}

async function declarationOf(view: Readable, id: string): Promise<PublishedDeclaration> {
  const signed = await firstRow<{ name: string | null }>(view, 'SELECT declaration AS name FROM application WHERE id = $1', [id])
  return findDeclaration(signed?.name ?? '') ?? currentDeclaration()
}

const criterionOf = (view: Readable, { criterionId }: Application): Promise<NamedCriterion | null> =>
  firstRow<NamedCriterion>(view, 'SELECT number::int, text FROM selection_criterion WHERE id = $1', [criterionId])
