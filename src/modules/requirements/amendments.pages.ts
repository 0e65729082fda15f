import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { DomainError } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { type AmendmentPreview, AmendRequirementService } from './amend-requirement.service.js'
import { type AmendmentForm, amendedMembers, readAmendmentForm, typedDifferently, withoutBlanks } from './amendment.form.js'
import { amendAgainView, amendmentView, amendView } from './amendment-views.js'
import { AmendForm, AmendWithDatesForm } from './change.form.js'
import { withDates } from './change-dates.form.js'
import { type ChangeStanding, ChangeStandingService } from './change-standing.service.js'
import { changesHref } from './change-views.js'
import { withClashWords } from './clash-views.js'
import { RequirementWords } from './requirement-words.js'
import { withBrokenRules } from './writing/readiness-views.js'
import { inPageWords, refuseMalformed } from './writing/requirement-section.form.js'
import { redrawn } from './writing/section-form.js'

const FORM = 'requirements/views/amend.njk'
const CONFIRM = 'requirements/views/amendment.njk'

/** Says something else in a published requirement: written, looked at with where the deadline goes, and then confirmed. */
@Controller('buyer/requirements/:id/changes/amend')
@Audience('buyer-author')
export class AmendmentsPages {
  constructor(
    private readonly standings: ChangeStandingService,
    private readonly amendment: AmendRequirementService,
    private readonly words: RequirementWords,
  ) {}

  @Get()
  @Page(FORM, 'parts to choose', 'parts chosen', 'not open', 'long text')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('part') part: unknown): Promise<object> {
    const standing = await this.standings.get(actor, id)
    return amendView(standing, this.words.of(standing.requirement), part)
  }

  /** Shows what would change, or the form with a row more or less; and changes nothing. */
  @Post('preview')
  @Page(
    FORM,
    'a row added',
    'nothing changed',
    'breaks a rule',
    'matters to bidders',
    'does not matter to bidders',
    'changed since it was read',
  )
  async preview(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @FormBody() fields: FormFields): Promise<PageAnswer> {
    const form = readAmendmentForm(fields)
    const other = redrawn(form.whole, form.typed)
    if (other !== null) {
      const again = { ...form, typed: { ...form.typed, fields: other } }
      return new OtherPage(await this.formAgain(actor, id, again, freshForm(fields)), 200)
    }
    return orShowAgain(
      fields,
      async () => {
        const { standing, preview } = await this.look(actor, id, fields, form)
        return new OtherPage(amendmentView(standing, this.words.of(standing.requirement), preview, form, null), 200, CONFIRM)
      },
      (view, refusal) => this.refused(actor, id, form, view, refusal),
    )
  }

  @Post()
  @Page(CONFIRM, 'too little time')
  async amend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    const form = readAmendmentForm(fields)
    const answer = await orShowAgain(
      fields,
      async () => {
        const { requirement } = await this.standings.get(actor, id)
        const { seen, reason, ...dates } = await readForm(AmendWithDatesForm, besideParts(withDates(fields, requirement.content)))
        const { submissionDeadline, clarificationDeadline, awardDate } = dates
        const changes = amendedMembers(requirement, form)
        await this.amendment.amend(
          actor,
          id,
          Number(seen),
          { changes, reason, dates: { submissionDeadline, clarificationDeadline, awardDate } },
          key,
        )
        return new SeeOther(changesHref(id), 'requirement-amended')
      },
      (view, refusal) => ({ view: toldOf(view, refusal) }),
    )
    return answer instanceof OtherPage ? this.shownAgain(actor, id, fields, form, answer) : answer
  }

  /** What the amendment would do, or why it may not be. */
  private async look(
    actor: Actor,
    id: string,
    fields: FormFields,
    form: AmendmentForm,
  ): Promise<{ standing: ChangeStanding; preview: AmendmentPreview }> {
    const { seen } = await readForm(AmendForm, besideParts(fields))
    const standing = await this.standings.get(actor, id)
    const { requirement } = standing
    const preview = await inPageWords(form.whole, this.words.of(requirement), async () => {
      await refuseMalformed(typedDifferently(requirement, form))
      return this.amendment.preview(actor, id, Number(seen), amendedMembers(requirement, form))
    })
    return { standing, preview }
  }

  /** What was refused for its dates is looked at again; where nothing can be amended so any more, the form is shown instead. */
  private async shownAgain(
    actor: Actor,
    id: string,
    fields: FormFields,
    form: AmendmentForm,
    { data, status }: OtherPage,
  ): Promise<PageAnswer> {
    const { view } = data as { view: FormView }
    const answer = await orShowAgain(
      fields,
      async () => {
        const { standing, preview } = await this.look(actor, id, fields, form)
        return new OtherPage(amendmentView(standing, this.words.of(standing.requirement), preview, form, view), status)
      },
      () => this.formAgain(actor, id, form, view),
    )
    return answer instanceof OtherPage && 'parts' in answer.data ? new OtherPage(answer.data, status, FORM) : answer
  }

  private refused(actor: Actor, id: string, form: AmendmentForm, view: FormView, refusal: DomainError): Promise<object> {
    return this.formAgain(actor, id, withoutBlanks(form), withBrokenRules(toldOf(view, refusal), form.whole, refusal))
  }

  private async formAgain(actor: Actor, id: string, form: AmendmentForm, view: FormView): Promise<object> {
    const standing = await this.standings.get(actor, id)
    return amendAgainView(standing, this.words.of(standing.requirement), form, view)
  }
}

/** Whoever is told that somebody else changed it has seen that now, and may go on from there. */
const toldOf = (view: FormView, refusal: DomainError): FormView =>
  withClashWords(refusal.kind === 'stale' ? { ...view, values: { ...view.values, seen: '' } } : view, refusal)

const BESIDE = ['seen', 'reason', 'submissionDeadline', 'clarificationDeadline', 'awardDate']

/** The fields that belong to no part. */
const besideParts = (fields: FormFields): FormFields => Object.fromEntries(Object.entries(fields).filter(([name]) => BESIDE.includes(name)))
