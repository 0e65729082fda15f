import { Controller, Get, Param } from '@nestjs/common'

import { Public } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { GuidelinesService } from './guidelines.service.js'
import { librarySectionView } from './library-question-views.js'
import { rulesView, ruleView } from './library-rule-views.js'
import { clauseView, companionsView, contentsView, guidelinesView, questionnaireView } from './library-views.js'

/** What bids are checked against, for everybody: the clauses, the questions and the rules of each edition, each linked with the others. */
@Controller('guidelines')
@Public()
export class GuidelinesPages {
  constructor(private readonly guidelines: GuidelinesService) {}

  @Get()
  @Page('guidelines/views/guidelines.njk', 'some')
  list(): object {
    return guidelinesView(this.guidelines.published.list.items)
  }

  @Get(':guideline/:edition')
  @Page('guidelines/views/edition.njk', 'an edition')
  edition(@Param('guideline') guideline: string, @Param('edition') edition: string): object {
    return contentsView(this.guidelines.book(guideline, edition))
  }

  @Get(':guideline/:edition/clauses/:clause')
  @Page('guidelines/views/clause.njk', 'for both', 'for public bodies', 'for people to judge')
  clause(@Param('guideline') guideline: string, @Param('edition') edition: string, @Param('clause') clause: string): object {
    return clauseView(this.guidelines.book(guideline, edition), clause)
  }

  @Get(':guideline/:edition/questions')
  @Page('guidelines/views/questionnaire.njk', 'all sections')
  questionnaire(@Param('guideline') guideline: string, @Param('edition') edition: string): object {
    return questionnaireView(this.guidelines.book(guideline, edition))
  }

  @Get(':guideline/:edition/questions/:section')
  @Page('guidelines/views/library-section.njk', 'with tables', 'with declarations')
  section(@Param('guideline') guideline: string, @Param('edition') edition: string, @Param('section') section: string): object {
    return librarySectionView(this.guidelines.book(guideline, edition), section)
  }

  @Get(':guideline/:edition/rules')
  @Page('guidelines/views/rules.njk', 'all rules')
  rules(@Param('guideline') guideline: string, @Param('edition') edition: string): object {
    return rulesView(this.guidelines.book(guideline, edition))
  }

  @Get(':guideline/:edition/rules/:rule')
  @Page('guidelines/views/rule.njk', 'on bids', 'on requirements', 'over the whole form', 'never waived')
  rule(@Param('guideline') guideline: string, @Param('edition') edition: string, @Param('rule') rule: string): object {
    return ruleView(this.guidelines.book(guideline, edition), rule)
  }

  @Get(':guideline/:edition/companions')
  @Page('guidelines/views/companions.njk', 'all')
  companions(@Param('guideline') guideline: string, @Param('edition') edition: string): object {
    return companionsView(this.guidelines.book(guideline, edition))
  }
}
