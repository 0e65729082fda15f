import { Controller, Get, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import { Public } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { ParticipationDto, ParticipationQuery } from './participation.dto.js'
import { ParticipationService } from './participation.service.js'

@ApiTags('figures')
@Controller('api/v1/figures/participation')
export class ParticipationController {
  constructor(private readonly participation: ParticipationService) {}

  /** How many suppliers were active members at the end of the day that is named, by size, newcomer status, region, category and agreement, rounded; no small count is shown. */
  @Get()
  @Public()
  @PublicRead()
  @Refuses('not-found')
  get(@Query() { agreement }: ParticipationQuery): Promise<ParticipationDto> {
    return this.participation.get(agreement ?? null)
  }
}
