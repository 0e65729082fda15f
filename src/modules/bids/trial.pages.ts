import { Controller, Get, Post, Query } from '@nestjs/common'

import { Malformed } from '../../shared/domain/errors.js'
import { TIERS } from '../guidelines/domain/risk-tier.js'
import { Public } from '../../web/audience.js'
import { orShowAgain } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import type { PageAnswer } from '../../web/pages/page-route.js'
import { BEGINNINGS } from './domain/trial.js'
import { inPageWords } from './malformed-answers.js'
import { readSectionForm, toSave, type TypedForm, withRows } from './section-form.js'
import { CHOICES, explanationView, MOST_ROWS_OF_TRIAL, questionsOn, type TrialPage, trialView } from './trial-views.js'
import { TrialCheckService } from './trial-check.service.js'

const TRIAL = 'bids/views/trial.njk'

/** How bids are checked, for everybody, and a form to try it. Nothing is kept, so the report is the answer to the form itself. */
@Controller('how-bids-are-checked')
@Public()
export class TrialPages {
  constructor(private readonly trials: TrialCheckService) {}

  @Get()
  @Page('bids/views/how-bids-are-checked.njk', 'always')
  explain(): object {
    return explanationView(this.trials.book, this.trials.examples)
  }

  @Get('try')
  @Page(TRIAL, 'first draft', 'passing', 'nothing answered', 'one choice each')
  begin(@Query() query: unknown): object {
    const page = this.pageIn(query)
    return trialView(this.trials.try(page), page)
  }

  @Post('try')
  @Page(TRIAL, 'checked', 'raised', 'a row added', 'malformed', 'too many rows')
  check(@Query() query: unknown, @FormBody() fields: FormFields): Promise<PageAnswer> {
    const page = this.pageIn(query)
    const typed = readSectionForm(questionsOn(this.trials.book, page.section), fields)
    return orShowAgain(
      fields,
      async () => {
        const trial = await inPageWords(() => Promise.resolve(typed).then(form => this.trials.try(page, answersIn(form))))
        return trialView(trial, page, withRows(typed) ?? typed)
      },
      form => trialView(this.trials.try(page), page, typed, form),
    )
  }

  /** What is not known in the address is as if it were not there: it is no form, so nobody can have mistyped it. */
  private pageIn(query: unknown): TrialPage {
    const asked = typeof query === 'object' && query !== null ? (query as Record<string, unknown>) : {}
    const tier = TIERS.find(each => each === asked['tier']) ?? 'low'
    const beginning = BEGINNINGS.find(each => each === asked['beginning']) ?? 'draft'
    const section = this.trials.book.sections.find(({ id }) => id === asked['section'])?.id ?? CHOICES
    return { tier, beginning, section }
  }
}

function answersIn(form: TypedForm): Readonly<Record<string, unknown>> {
  const { answers } = toSave(form)
  const long = Object.entries(answers).filter(([, answer]) => (answer?.rows?.length ?? 0) > MOST_ROWS_OF_TRIAL)
  if (long.length === 0) return answers
  const detail = `Try it with at most ${MOST_ROWS_OF_TRIAL} rows`
  throw new Malformed(
    'answers-malformed',
    'A table is too long to be tried.',
    long.map(([question]) => ({ pointer: `/${question}/rows`, code: 'too-long', detail })),
  )
}
