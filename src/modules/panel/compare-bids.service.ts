import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { pageOf, readCursor } from '../../shared/keyset.js'
import type { ScanState } from '../files/domain/scan.js'
import { scansOf } from '../bids/evidence-queries.js'
import { listOpenedBids, type OpenedBid } from '../bids/opened-bid-queries.js'
import { refuseUnlessReadable } from '../bids/opened-bids.service.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { type ComparedKind, type ComparedQuestion, type Neighbours, neighboursOf } from './domain/compared-questions.js'
import { competitionOf, type OpenedCompetition, questionsOf } from './opened-competition.js'

/** Some of the bids beside each other, and the questions that concern them. */
export interface Comparison {
  competition: OpenedCompetition
  questions: ComparedQuestion[]
  bids: OpenedBid[]
  nextCursor: string | null
}

/** The same for one question. */
export interface QuestionComparison extends Comparison, Neighbours {}

@Injectable()
export class CompareBidsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** All questions, for so many bids. */
  all(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Comparison> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const requirement = await refuseUnlessReadable(view, actor, requirementId)
      const { items, nextCursor } = pageOf(await listOpenedBids(view, requirementId, after, limit + 1), limit, ({ bidId }) => [bidId])
      return {
        competition: competitionOf(this.guidelines, requirement),
        questions: questionsOf(this.guidelines, requirement, items),
        bids: items,
        nextCursor,
      }
    })
  }

  /** One question, for so many bids. */
  async one(
    actor: Actor,
    requirementId: string,
    [kind, questionId]: readonly [ComparedKind, string],
    limit: number,
    cursor: string | undefined,
  ): Promise<QuestionComparison> {
    const all = await this.all(actor, requirementId, limit, cursor)
    const neighbours = neighboursOf(all.questions, kind, questionId)
    if (neighbours === null) throw new NotFound('question')
    return { ...all, ...neighbours }
  }

  /** What is known of the files of bids that the actor was just given, by id. */
  scansOf(actor: Actor, bids: readonly OpenedBid[]): Promise<ReadonlyMap<string, ScanState>> {
    const ids = bids.flatMap(({ files }) => files.map(({ id }) => id))
    return this.unitOfWork.read(actor, view => scansOf(view, ids))
  }
}
