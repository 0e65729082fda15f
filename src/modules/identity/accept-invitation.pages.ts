import { Controller, Get, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { DomainError } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Oneself, Public } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { AcceptInvitationService, type Invited } from './accept-invitation.service.js'
import { CodeForm, NewcomerForm } from './account.form.js'
import { codeView, invitedView } from './account-views.js'
import { CodeNotValid } from './domain/mailed-codes.js'

const WHAT_IT_IS_FOR = 'identity/views/invitation.njk'

/** Joining an organisation: the code that was mailed shows what it is for, then it is accepted. */
@Controller('invitation')
export class AcceptInvitationPages {
  constructor(private readonly invitations: AcceptInvitationService) {}

  @Get()
  @Public()
  @Page('identity/views/invitation-code.njk', 'empty')
  show(): object {
    return codeView(freshForm())
  }

  /** Shows what the code is for. The code stands in no address, so this page is an answer to the form. */
  @Post()
  @Public()
  @CountsAsSignIn()
  @Page('identity/views/invitation-code.njk', 'nothing typed', 'code not valid', 'newcomer', 'has an account', 'signed in')
  look(@Req() { account }: ActorRequest, @FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { code } = await readForm(CodeForm, fields)
        return new OtherPage(invitedView(account, await this.invitations.look(code), code, freshForm()), 200, WHAT_IT_IS_FOR)
      },
      codeView,
    )
  }

  /** As somebody who has no account yet. */
  @Post('accept')
  @Public()
  @CountsAsSignIn()
  @Page(WHAT_IT_IS_FOR, 'nothing typed', 'weak password', 'not valid any more')
  accept(@Req() { account }: ActorRequest, @FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.invitations.acceptAsNewPerson(await readForm(NewcomerForm, fields))
        return new SeeOther('/sign-in', 'account-made')
      },
      (form, refusal) => this.showAgain(account, fields, form, refusal),
    )
  }

  /** As the person who is signed in. */
  @Post('join')
  @Oneself()
  @Page(WHAT_IT_IS_FOR, 'another address', 'not valid any more')
  join(
    @CurrentActor() actor: Actor,
    @Req() { account }: ActorRequest,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { code } = await readForm(CodeForm, fields)
        await this.invitations.accept(actor, code, key)
        return new SeeOther('/', 'invitation-accepted')
      },
      (form, refusal) => this.showAgain(account, fields, form, refusal),
    )
  }

  private async showAgain(account: ActorRequest['account'], fields: FormFields, form: FormView, refusal: DomainError): Promise<object> {
    const code = one(fields, 'code').trim()
    return invitedView(account, await this.invitations.look(code).catch(nullWhereNotValid), code, form, refusal)
  }
}

function nullWhereNotValid(error: unknown): Invited | null {
  if (error instanceof CodeNotValid) return null
  throw error
}
