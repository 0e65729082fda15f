import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AuditThreadListDto, MessageInputDto } from './audit-thread.dto.js'
import { AuditThreadsService } from './audit-threads.service.js'
import { QuestionParam } from '../../web/question-param.js'

@ApiTags('ethics audits')
@Controller('api/v1/ethics-audits/:id/threads')
export class AuditThreadsController {
  constructor(private readonly threads: AuditThreadsService) {}

  /** What the supplier was asked and answered, by question. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared')
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<AuditThreadListDto> {
    return { items: await this.threads.list(actor, id) }
  }

  /** Asks further about a queried answer; If-Match is the audit's ETag. A verdict of queried begins the thread. */
  @Post(':question/messages')
  @Audience('procurement-officer')
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared', 'audit-signed-off', 'thread-closed', 'thread-full')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) question: string,
    @IfMatch() revision: number,
    @Body() { text }: MessageInputDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<AuditThreadListDto> {
    await this.threads.ask(actor, id, question, revision, text, repeat)
    return { items: await this.threads.list(actor, id) }
  }
}
