import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { SignedIn } from '../../web/audience.js'
import { atField } from '../../web/pages/at-field.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { LeadsOn, Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ApiTokenForm } from './api-token.form.js'
import { apiTokensView, madeApiTokenView, newApiTokenView } from './api-token-views.js'
import { ApiTokensService } from './api-tokens.service.js'
import { StepUpInForm } from './strategies/step-up-in-form.js'

/** The signed-in person's tokens for programs, in the organisation they act for. A token is in the answer to its form, and nowhere else. */
@Controller('account/tokens')
@SignedIn()
export class ApiTokensPages {
  constructor(
    private readonly tokens: ApiTokensService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Page('identity/views/tokens.njk', 'none', 'some', 'more than a page', 'no organisation')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return apiTokensView(await this.tokens.list(actor, ON_A_PAGE, cursorOf(after)), actor)
  }

  @Get('new')
  @Page('identity/views/new-token.njk', 'empty', 'old sign-in', 'no organisation')
  ask(@CurrentActor() actor: Actor): object {
    return newApiTokenView(actor, this.stepUp.isNeeded(actor), freshForm({ expiresInDays: '30' }))
  }

  @Post('new')
  @Page('identity/views/new-token.njk', 'nothing typed', 'no password', 'scope not theirs', 'too many', 'made')
  make(
    @CurrentActor() actor: Actor,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const wanted = await readForm(ApiTokenForm, fields)
        const proved = await this.stepUp.prove(actor, request, fields)
        const made = await atField('scopes', 'scope-not-yours', () => this.tokens.issue(proved, wanted, key))
        return new OtherPage(madeApiTokenView(made), 200, 'identity/views/made-token.njk')
      },
      (form, refusal) => newApiTokenView(actor, this.stepUp.isNeeded(actor), form, refusal),
    )
  }

  @Post(':id/revoke')
  @LeadsOn()
  async revoke(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SeeOther> {
    await this.tokens.revoke(actor, id)
    return new SeeOther('/account/tokens', 'token-revoked')
  }
}
