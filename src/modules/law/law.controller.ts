import { Controller, Get, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import { countWorkingDays } from '../../shared/domain/working-days.js'
import { Public } from '../../web/audience.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { LawQuery, LegalFiguresDto, PolicyReferencesDto, WorkingDayDto, WorkingDaysQuery } from './law.dto.js'
import { LawService } from './law.service.js'

@ApiTags('law')
@Controller('api/v1')
@Public()
export class LawController {
  constructor(private readonly law: LawService) {}

  /** The figures of the law and of policy in force on a day, each with its source and how sure it is. */
  @Get('legal-figures')
  @PublicRead()
  async figures(@Query() query: LawQuery): Promise<LegalFiguresDto> {
    const { day, figures } = await this.law.on(query.on)
    return { on: day, items: figures }
  }

  /** The procurement policy notes in force on a day, with what came before and after each. */
  @Get('policy-references')
  @PublicRead()
  async references(@Query() query: LawQuery): Promise<PolicyReferencesDto> {
    const { day, references } = await this.law.on(query.on)
    return { on: day, items: references }
  }

  /** The day on which so many working days have passed, and whether the calendar is sure of it. */
  @Get('working-days')
  @PublicRead()
  async workingDays(@Query() { from, count, calendar }: WorkingDaysQuery): Promise<WorkingDayDto> {
    return countWorkingDays(from ?? (await this.law.today()), count, calendar)
  }
}
