import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import type { OpenedBid } from '../bids/opened-bid-queries.js'
import { CompareBidsService } from './compare-bids.service.js'
import { type AnsweringBidDto, type AnswerOfBidDto, ComparisonDto, QuestionComparisonDto } from './comparison.dto.js'
import type { ComparedKind } from './domain/compared-questions.js'
import { KindParam } from './kind-param.js'

@ApiTags('opening')
@Controller('api/v1/requirements/:id/comparison')
@Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
export class ComparisonController {
  constructor(private readonly comparing: CompareBidsService) {}

  /** Which questions the opened bids answer. */
  @Get()
  @Refuses('bids-not-yours', 'bids-sealed', 'interests-not-declared', 'interest-declared')
  async all(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<ComparisonDto> {
    const { questions, bids, nextCursor } = await this.comparing.all(actor, requirementId, limit, cursor)
    return { questions, items: bids.map(answering), nextCursor }
  }

  /** The answers of the opened bids to one question, with the questions before and after it. */
  @Get(':kind/:question')
  @Refuses('bids-not-yours', 'bids-sealed', 'interests-not-declared', 'interest-declared')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @Param('kind', KindParam) kind: ComparedKind,
    @Param('question', QuestionParam) questionId: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<QuestionComparisonDto> {
    const { question, previous, next, bids, nextCursor } = await this.comparing.one(actor, requirementId, [kind, questionId], limit, cursor)
    return { question, previous, next, items: bids.map(bid => answerOf(bid, kind, questionId)), nextCursor }
  }
}

const answering = ({ bidId, supplierId, supplierName, awardAnswers, ethicsAnswers }: OpenedBid): AnsweringBidDto => ({
  bidId,
  supplierId,
  supplierName,
  answered: [...awardAnswers.map(({ questionId }) => `award ${questionId}`), ...Object.keys(ethicsAnswers).map(id => `ethics ${id}`)],
})

function answerOf(
  { bidId, supplierId, supplierName, awardAnswers, ethicsAnswers }: OpenedBid,
  kind: ComparedKind,
  id: string,
): AnswerOfBidDto {
  const text = kind === 'award' ? (awardAnswers.find(({ questionId }) => questionId === id)?.text ?? null) : null
  const answer = kind === 'ethics' && Object.hasOwn(ethicsAnswers, id) ? (ethicsAnswers[id] as object) : null
  return { bidId, supplierId, supplierName, text, answer }
}
