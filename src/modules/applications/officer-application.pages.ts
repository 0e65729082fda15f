import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { DecideWorkService } from './decide-work.service.js'
import { declaredAbout } from './declared-about-views.js'
import { AskForm, ExtendForm, SeenApplicationForm, TakeOverForm } from './officer-application.form.js'
import { applicationHref } from './officer-application-links.js'
import { fileView } from './officer-application-views.js'
import { OfficerApplicationsService } from './officer-applications.service.js'

const VIEW = 'applications/views/file.njk'

/** One application: all that the supplier answered, and who works on it. */
@Controller('officer/applications/:id')
export class OfficerApplicationPages {
  constructor(
    private readonly applications: OfficerApplicationsService,
    private readonly work: DecideWorkService,
  ) {}

  @Get()
  @Audience('procurement-officer', 'auditor')
  @Page(
    VIEW,
    'unclaimed',
    'claimed',
    'claimed by another',
    'asked',
    'with hints',
    'with evidence files',
    'admitted',
    'rejected',
    'for an auditor',
  )
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredAbout(
      () => this.view(actor, id, freshForm()),
      () => this.applications.supplierOf(actor, id),
      applicationHref(id),
    )
  }

  @Post('claim')
  @Audience('procurement-officer')
  @Page(VIEW, 'claimed meanwhile')
  claim(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, fields, 'application-claimed', () => this.work.claim(actor, id, key))
  }

  @Post('take-over')
  @Audience('procurement-officer')
  @Page(VIEW, 'taken over without a reason')
  takeOver(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, fields, 'application-taken-over', async () => {
      const { seen, reason } = await readForm(TakeOverForm, fields)
      await this.work.takeOver(actor, id, Number(seen), reason, key)
    })
  }

  @Post('ask')
  @Audience('procurement-officer')
  @Page(VIEW, 'nothing asked', 'day unfit')
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, fields, 'application-asked', async () => {
      const { seen, text, question = null, replyBy } = await readForm(AskForm, fields)
      await this.work.ask(actor, id, Number(seen), { text, question, replyBy }, key)
    })
  }

  @Post('resume')
  @Audience('procurement-officer')
  @Page(VIEW, 'reply awaited')
  resume(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, fields, 'application-resumed', async () => {
      const { seen } = await readForm(SeenApplicationForm, fields)
      await this.work.resume(actor, id, Number(seen), key)
    })
  }

  @Post('extend')
  @Audience('procurement-officer')
  @Page(VIEW, 'extended without a reason')
  extend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, fields, 'application-extended', async () => {
      const { seen, extensionReason } = await readForm(ExtendForm, fields)
      await this.work.extend(actor, id, Number(seen), extensionReason, key)
    })
  }

  private orAgain(actor: Actor, id: string, fields: FormFields, told: string, act: () => Promise<void>): Promise<PageAnswer> {
    const orShown = () =>
      orShowAgain(
        fields,
        async () => {
          await act()
          return new SeeOther(applicationHref(id), told)
        },
        form => this.view(actor, id, form),
      )
    return declaredAbout(orShown, () => this.applications.supplierOf(actor, id), applicationHref(id))
  }

  private async view(actor: Actor, id: string, form: FormView): Promise<object> {
    return fileView(actor, await this.applications.get(actor, id), form)
  }
}
