import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { CommentPageDto, NewCommentDto, WrittenCommentDto } from './comment.dto.js'
import { CommentsService } from './comments.service.js'

@ApiTags('comments')
@Controller('api/v1')
@Audience('buyer-author', 'buyer-approver', 'evaluator')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  /** What the buyer's people say to each other about a requirement, newest first. */
  @Get('requirements/:id/comments')
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query() { limit, cursor }: ListQuery): Promise<CommentPageDto> {
    return this.comments.list(actor, id, limit, cursor)
  }

  /** Comments on a part of a requirement or on the whole, and tells those who wrote it. */
  @Post('requirements/:id/comments')
  write(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { section, text }: NewCommentDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<WrittenCommentDto> {
    return this.comments.write(actor, id, { section: section ?? null, text }, repeat)
  }

  /** Says that a comment is dealt with. */
  @Post('comments/:id/resolve')
  @HttpCode(204)
  @Refuses('comment-state')
  resolve(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @RepeatKey() repeat: Repeat | null): Promise<void> {
    return this.comments.resolve(actor, id, repeat)
  }

  /** Says that it is not dealt with after all. */
  @Post('comments/:id/reopen')
  @HttpCode(204)
  @Refuses('comment-state')
  reopen(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @RepeatKey() repeat: Repeat | null): Promise<void> {
    return this.comments.reopen(actor, id, repeat)
  }
}
