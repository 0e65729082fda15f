import { Controller, Get, Param } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import { Public } from '../../web/audience.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { currentSet, getSet } from './question-sets.js'
import { SelectionQuestionnaireDto } from './selection-questionnaire.dto.js'

/** The questions of the library as data, for everybody. */
@ApiTags('library')
@Controller('api/v1/selection-questionnaires')
@Public()
@PublicRead()
export class SelectionQuestionnairesController {
  /** The one that is asked today. */
  @Get('current')
  current(): SelectionQuestionnaireDto {
    return currentSet() as SelectionQuestionnaireDto
  }

  /** One version. What was published never changes. */
  @Get(':version')
  get(@Param('version') version: string): SelectionQuestionnaireDto {
    return getSet(version) as SelectionQuestionnaireDto
  }
}
