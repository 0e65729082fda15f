import { Controller, Get, Param } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { VersionParam } from '../../web/version-param.js'
import { shownLibraryAnswers } from './library-answers-shown.js'
import { OwnLibraryAnswersDto } from './library-answers.dto.js'
import { OwnLibraryAnswersService } from './own-library-answers.service.js'

@ApiTags('bids')
@Controller('api/v1/bids/:id/receipts/:version/library-answers')
export class OwnLibraryAnswersController {
  constructor(private readonly answers: OwnLibraryAnswersService) {}

  /** The answers of the own library that a version stands on, as officers had been given them when it was received, with all that their hash is made of. */
  @Get()
  @Audience('bid-writer')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('version', VersionParam) version: number,
  ): Promise<OwnLibraryAnswersDto> {
    const { stands, now } = await this.answers.get(actor, id, version)
    const shown = shownLibraryAnswers(stands)
    const items = shown.items.map((item, place) => {
      const current = now.get(stands.answers[place]?.pin.answerId ?? '')
      return { ...item, libraryVersion: current?.version ?? null, confirmedAt: current?.confirmedAt ?? null }
    })
    return { ...shown, items }
  }
}
