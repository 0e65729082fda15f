import { Controller, Get, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience, Public } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor } from '../../web/request-parts.js'
import { FiguresDto, FiguresQuery, PublicFiguresDto } from './figure.dto.js'
import { FiguresService } from './figures.service.js'

@ApiTags('figures')
@Controller('api/v1/figures')
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  /** Figures of the twelve months before this one, of opened competitions alone, rounded so that no single bid can be made out. */
  @Get()
  @Public()
  @PublicRead()
  forAll(): Promise<PublicFiguresDto> {
    return this.figures.forAll()
  }

  /** The exact figures of a period, for officers and auditors. */
  @Get('exact')
  @Audience('procurement-officer', 'auditor')
  @Refuses('figures-not-yours')
  exact(@CurrentActor() actor: Actor, @Query() { agreement, from, to }: FiguresQuery): Promise<FiguresDto> {
    return this.figures.forOfficers(actor, {
      agreementId: agreement,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
  }
}
