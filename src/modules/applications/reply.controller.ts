import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ApplicationThreadDto, GroundReplyInput, ReplyInput } from './reply.dto.js'
import { ReplyService } from './reply.service.js'

/** What officers ask about an application, and what its supplier says to it. */
@ApiTags('applications')
@Controller('api/v1/applications/:id')
export class ReplyController {
  constructor(private readonly replies: ReplyService) {}

  /** What was asked, said and raised. */
  @Get('messages')
  @Audience('bid-writer')
  thread(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ApplicationThreadDto> {
    return this.replies.getThread(actor, id)
  }

  /** Replies to what was asked, with answers of the library as they are now where those say it. The application is under review again. */
  @Post('reply')
  @Audience('bid-writer')
  @HttpCode(200)
  @Refuses('nothing-asked', 'application-incomplete')
  async reply(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { text, answers }: ReplyInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<ApplicationThreadDto> {
    const given = (answers ?? []).map(({ question, productId }) => ({ question, productId: productId ?? null }))
    await this.replies.reply(actor, id, text, given, repeat)
    return this.replies.getThread(actor, id)
  }

  /** Replies, once, to a ground for exclusion that was raised. */
  @Post('exclusions/:ground/reply')
  @Audience('supplier-admin')
  @HttpCode(200)
  @Refuses('exclusion-decided', 'exclusion-replied')
  async replyToGround(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('ground', QuestionParam) ground: string,
    @Body() { text }: GroundReplyInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<ApplicationThreadDto> {
    await this.replies.replyToGround(actor, id, ground, text, repeat)
    return this.replies.getThread(actor, id)
  }
}
