import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf } from '../../web/pages/paging.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { rulesInGeneral } from '../requirements/domain/message-in-general.js'
import { answerHref, auditHref } from './audit-addresses.js'
import { nextToJudge } from './audit-page-views.js'
import { AuditThreadsService } from './audit-threads.service.js'
import type { AuditView } from './audit-view.js'
import { auditedAnswerView } from './audited-answer-views.js'
import { declaredFirst } from './declared-first-views.js'
import { EthicsAuditsService } from './ethics-audits.service.js'
import { GiveVerdictService } from './give-verdict.service.js'
import { OtherAnswersService } from './other-answers.service.js'
import { UndoVerdictService } from './undo-verdict.service.js'
import { QuestionForm, SeenForm, VerdictForm } from './verdict.form.js'

const VIEW = 'ethics-audits/views/audited-answer.njk'

/** As many as can be compared at one glance. */
const OTHERS_ON_A_PAGE = 10

/** One answer of an audit: what there is to judge it by, its verdict, and what the supplier is asked. */
@Controller('officer/audits/:id/:question')
export class AuditedAnswerPages {
  constructor(
    private readonly audits: EthicsAuditsService,
    private readonly others: OtherAnswersService,
    private readonly verdicts: GiveVerdictService,
    private readonly undoing: UndoVerdictService,
    private readonly threads: AuditThreadsService,
    private readonly guidelines: GuidelinesService,
  ) {}

  @Get()
  @Audience('procurement-officer', 'auditor')
  @Page(
    VIEW,
    'not judged',
    'accepted',
    'queried',
    'rejected',
    'undone',
    'with files',
    'many others',
    'long text',
    'signed off',
    'for an auditor',
  )
  show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) question: string,
    @Query('others') others: unknown,
  ): Promise<PageAnswer> {
    return declaredFirst(
      () => this.view(actor, id, question, freshForm(), cursorOf(others)),
      async () => (await this.audits.summary(actor, id)).requirementId,
      answerHref(id, question),
    )
  }

  @Post('verdict')
  @Audience('procurement-officer')
  @Page(VIEW, 'nothing chosen', 'no reason', 'no clause', 'changed meanwhile', 'signed off meanwhile')
  judge(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) questionId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, questionId, fields, async () => {
      const { seen, finding, reason = '', clause = null, checked = null } = await readForm(VerdictForm, fields)
      await this.verdicts.give(actor, id, Number(seen), { questionId, finding, reason, clause, checked }, key)
      return new SeeOther(nextToJudge(await this.audits.get(actor, id), questionId) ?? auditHref(id), `answer-${finding}`)
    })
  }

  @Post('undo/:verdictId')
  @Audience('procurement-officer')
  @Page(VIEW, 'undone by somebody else')
  undo(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) questionId: string,
    @Param('verdictId', UuidParam) verdictId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, questionId, fields, async () => {
      const { seen } = await readForm(SeenForm, fields)
      await this.undoing.undo(actor, id, { verdictId, questionId }, Number(seen), key)
      return new SeeOther(answerHref(id, questionId), 'verdict-undone')
    })
  }

  @Post('ask')
  @Audience('procurement-officer')
  @Page(VIEW, 'nothing asked')
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) questionId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, questionId, fields, async () => {
      const { seen, text } = await readForm(QuestionForm, fields)
      await this.threads.ask(actor, id, questionId, Number(seen), text, key)
      return new SeeOther(answerHref(id, questionId), 'supplier-asked')
    })
  }

  private orAgain(actor: Actor, id: string, questionId: string, fields: FormFields, act: () => Promise<PageAnswer>): Promise<PageAnswer> {
    return orShowAgain(fields, act, form => this.view(actor, id, questionId, form, undefined))
  }

  private async view(actor: Actor, id: string, questionId: string, form: FormView, after: string | undefined): Promise<object> {
    const { audit, notice } = await this.audits.getWithNotice(actor, id)
    const answer = audit.answers.find(each => each.questionId === questionId)
    const question = this.questionOf(audit, questionId)
    if (answer === undefined || question === undefined) throw new NotFound('answer')
    const { clauses } = this.guidelines.published.edition(audit.report.guideline, audit.report.edition)
    const others = await this.others.list(actor, id, questionId, OTHERS_ON_A_PAGE, after)
    const ruleWords = rulesInGeneral(this.guidelines.published.ruleSet(audit.report.ruleSet).supplierRules)
    const parts = { actor, audit, notice, answer, question, clauses, ruleWords, others, hasEarlierOthers: after !== undefined }
    return auditedAnswerView(parts, form)
  }

  private questionOf({ report }: AuditView, questionId: string) {
    const { sections } = this.guidelines.questionnaire(report.questionnaire)
    return sections.flatMap(({ questions }) => questions).find(({ id }) => id === questionId)
  }
}
