import { Controller, Get, Param } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import { Public } from '../../web/audience.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { EditionDto, GuidelinePageDto } from './edition.dto.js'
import { GuidelinesService } from './guidelines.service.js'
import { QuestionnaireDto } from './questionnaire.dto.js'
import { RuleSetDto } from './rule-set.dto.js'
import { RuleSetDiffDto } from './rule-set-diff.dto.js'

@ApiTags('guidelines')
@Controller('api/v1')
export class GuidelinesController {
  constructor(private readonly guidelines: GuidelinesService) {}

  /** The guidelines with their editions, and which questionnaire and rule set go with each. */
  @Get('guidelines')
  @Public()
  @PublicRead()
  list(): GuidelinePageDto {
    return this.guidelines.published.list as GuidelinePageDto
  }

  /** One edition: its clauses, the companions cited beside them, and how they meet other frameworks. */
  @Get('guidelines/:id/:edition')
  @Public()
  @PublicRead()
  edition(@Param('id') id: string, @Param('edition') edition: string): EditionDto {
    return this.guidelines.published.edition(id, edition) as EditionDto
  }

  /** One version of the ethics questionnaire, section by section. */
  @Get('questionnaires/:version')
  @Public()
  @PublicRead()
  questionnaire(@Param('version') version: string): QuestionnaireDto {
    return this.guidelines.published.questionnaire(version) as QuestionnaireDto
  }

  /** One rule set as data: the rules of both sides, and all they read besides the answers. */
  @Get('rule-sets/:version')
  @Public()
  @PublicRead()
  ruleSet(@Param('version') version: string): RuleSetDto {
    return this.guidelines.published.ruleSet(version) as RuleSetDto
  }

  /** What another rule set says differently, and whether the change is a patch, minor or major. */
  @Get('rule-sets/:version/diff/:other')
  @Public()
  @PublicRead()
  diff(@Param('version') version: string, @Param('other') other: string): RuleSetDiffDto {
    return this.guidelines.published.diff(version, other)
  }
}
