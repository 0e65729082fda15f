import { Controller, Get, Param } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { LibraryAnswersDto } from '../bids/library-answers.schema.js'
import { shownLibraryAnswers } from '../bids/library-answers-shown.js'
import { AuditedLibraryService } from './audited-library.service.js'

@ApiTags('ethics audits')
@Controller('api/v1/ethics-audits/:id/library-answers')
export class AuditedLibraryController {
  constructor(private readonly library: AuditedLibraryService) {}

  /** The answers of its supplier's library that the audited version stands on, with all that their hash is made of. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared')
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<LibraryAnswersDto> {
    return shownLibraryAnswers(await this.library.get(actor, id))
  }
}
