import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AuditThreadListDto, MessageInputDto } from './audit-thread.dto.js'
import { BidThreadsService } from './bid-threads.service.js'
import { QuestionParam } from '../../web/question-param.js'

@ApiTags('bids')
@Controller('api/v1/bids/:id/audit-threads')
export class BidThreadsController {
  constructor(private readonly threads: BidThreadsService) {}

  /** What the operator asks about ethics answers of the own bid after the opening, and what was answered. */
  @Get()
  @Audience('bid-writer')
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<AuditThreadListDto> {
    return { items: await this.threads.list(actor, id) }
  }

  /** Explains a queried answer in words; the bid stays as it was submitted. */
  @Post(':question/messages')
  @Audience('bid-writer')
  @Refuses('audit-signed-off', 'thread-closed', 'thread-full')
  async explain(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) question: string,
    @Body() { text }: MessageInputDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<AuditThreadListDto> {
    await this.threads.explain(actor, id, question, text, repeat)
    return { items: await this.threads.list(actor, id) }
  }
}
