import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { Sealing } from '../../shared/sealing.js'
import { mayUseLibrary } from './domain/library-policy.js'
import { findQuestion, type PlacedQuestion, type QuestionSet } from './domain/question-set.js'
import type { VersionContent } from './library-content.js'
import {
  type AnswerKey,
  type AnswerVersion,
  type CurrentAnswer,
  findAnswer,
  getProduct,
  getVersion,
  listAnswers,
  listProducts,
  listVersions,
  type Product,
  today,
} from './library-queries.js'
import { currentSet } from './question-sets.js'

/** All that a supplier's library holds. */
export interface Library {
  set: QuestionSet
  /** The day it is in London. */
  today: string
  products: Product[]
  answers: CurrentAnswer[]
}

/** A question with its answer as it is now, or null where there is none. */
export interface AnsweredQuestion extends PlacedQuestion {
  set: QuestionSet
  today: string
  product: Product | null
  current: CurrentAnswer | null
}

export type ReadVersion = AnswerVersion & { content: VersionContent }

/** Two versions side by side; the first has nothing before it. */
export interface ComparedVersions extends AnsweredQuestion {
  before: ReadVersion | null
  after: ReadVersion
}

/** Reads the library, for those of the supplier who write in it. */
@Injectable()
export class LibraryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  get(actor: Actor): Promise<Library> {
    refuseOthers(actor)
    return this.unitOfWork.read(actor, async view => ({
      set: currentSet(),
      today: await today(view),
      products: await listProducts(view, this.sealing, actor),
      answers: await listAnswers(view, this.sealing, actor),
    }))
  }

  getAnswer(actor: Actor, key: AnswerKey): Promise<AnsweredQuestion> {
    refuseOthers(actor)
    const set = currentSet()
    const placed = placedQuestion(set, key)
    return this.unitOfWork.read(actor, async view => ({
      ...placed,
      set,
      today: await today(view),
      product: key.productId === null ? null : await getProduct(view, this.sealing, actor, key.productId),
      current: await findAnswer(view, this.sealing, actor, key),
    }))
  }

  /** Newest first. */
  async listVersions(actor: Actor, key: AnswerKey, limit: number, cursor: string | undefined): Promise<Page<AnswerVersion>> {
    const [before = null] = readCursor(cursor, ['number']) ?? []
    const { current } = await this.getAnswer(actor, key)
    if (current === null) return { items: [], nextCursor: null }
    return this.unitOfWork.read(actor, async view =>
      pageOf(await listVersions(view, current.id, before, limit + 1), limit, ({ number }) => [String(number)]),
    )
  }

  /** A version beside an earlier one, or beside the one just before it. */
  async compare(actor: Actor, key: AnswerKey, number: number, from: number | null): Promise<ComparedVersions> {
    const answered = await this.getAnswer(actor, key)
    const { current } = answered
    if (current === null) throw new NotFound('version')
    const earlier = from ?? number - 1
    return this.unitOfWork.read(actor, async view => ({
      ...answered,
      before: earlier === 0 ? null : await getVersion(view, this.sealing, current.id, earlier),
      after: await getVersion(view, this.sealing, current.id, number),
    }))
  }
}

/** The library of somebody who has none is as good as missing. */
export function refuseOthers(actor: Actor): void {
  if (!mayUseLibrary(actor)) throw new NotFound('library')
}

/** The question that is meant; a claim names its product, and nothing else names one. */
export function placedQuestion(set: QuestionSet, { question: id, productId }: AnswerKey): PlacedQuestion {
  const found = findQuestion(set, id)
  if (found === null || (found.part.perProduct === true) !== (productId !== null)) throw new NotFound('question')
  return found
}
