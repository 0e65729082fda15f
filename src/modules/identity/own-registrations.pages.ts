import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Oneself } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { RegisterOrganisationForm } from './registration.form.js'
import { OWN_REGISTRATIONS, ownRegistrationsView, registerView } from './registration-views.js'
import { RegisterOrganisationService } from './register-organisation.service.js'

/** Organisations that the signed-in person registers. */
@Controller('organisation')
@Oneself()
export class OwnRegistrationsPages {
  constructor(private readonly registrations: RegisterOrganisationService) {}

  @Get('register')
  @Page('identity/views/register-organisation.njk', 'empty')
  show(): object {
    return registerView(freshForm())
  }

  @Post('register')
  @Page('identity/views/register-organisation.njk', 'nothing typed', 'identifier missing', 'identifier malformed', 'not possible')
  register(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.registrations.register(actor, await readForm(RegisterOrganisationForm, fields), key)
        return new SeeOther(OWN_REGISTRATIONS, 'organisation-registered')
      },
      registerView,
    )
  }

  @Get('registrations')
  @Page('identity/views/own-registrations.njk', 'none', 'in every state', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return ownRegistrationsView(await this.registrations.list(actor, ON_A_PAGE, cursorOf(after)), freshForm())
  }

  @Post('registrations/:id/withdraw')
  @Page('identity/views/own-registrations.njk', 'decided meanwhile')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.registrations.withdraw(actor, id, key)
        return new SeeOther(OWN_REGISTRATIONS, 'registration-withdrawn')
      },
      async (form, refusal) => ownRegistrationsView(await this.registrations.list(actor, ON_A_PAGE, undefined), form, refusal),
    )
  }
}
