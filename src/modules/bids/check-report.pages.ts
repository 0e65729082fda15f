import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Malformed } from '../../shared/domain/errors.js'
import { Audience } from '../../web/audience.js'
import { orShowAgain } from '../../web/pages/form.js'
import { FormBody, type FormFields, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AcknowledgementsService } from './acknowledgements.service.js'
import { checkReportView, reasonField } from './check-report-views.js'
import { EthicsQuestionnaireService } from './ethics-questionnaire.service.js'

const REPORT = 'bids/views/check-report.njk'

/** As the API takes it. */
const LONGEST_REASON = 5_000

/** What the rules make of the ethics answers of a bid, and the reasons for going on in spite of their warnings. */
@Controller('supplier/bids/:id/check')
@Audience('bid-writer')
export class CheckReportPages {
  constructor(
    private readonly questionnaires: EthicsQuestionnaireService,
    private readonly acknowledgements: AcknowledgementsService,
  ) {}

  @Get()
  @Page(REPORT, 'nothing answered', 'blocked', 'referred', 'warnings', 'warnings with reasons', 'waived', 'passed', 'closed')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return checkReportView(await this.questionnaires.lookWithAcknowledgements(actor, id))
  }

  @Post(':rule/acknowledge')
  @Page(REPORT, 'no reason')
  acknowledge(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('rule') rule: string,
    @FormBody() fields: FormFields,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.acknowledgements.acknowledge(actor, id, rule, reasonIn(fields, reasonField(rule)))
        return new SeeOther(`/supplier/bids/${id}/check#${rule}`, 'warning-acknowledged')
      },
      async form => checkReportView(await this.questionnaires.lookWithAcknowledgements(actor, id), { rule, form }),
    )
  }
}

function reasonIn(fields: FormFields, field: string): string {
  const reason = one(fields, field)
  if (reason.trim() === '') throw refused(field, 'is-defined', 'Enter why the bid goes in as it is')
  if (reason.length > LONGEST_REASON) throw refused(field, 'max-length', `Shorten the reason to at most ${LONGEST_REASON} characters`)
  return reason
}

const refused = (field: string, code: string, detail: string): Malformed =>
  new Malformed('invalid-request', 'The reason cannot be taken like this.', [{ pointer: `/${field}`, code, detail }])
