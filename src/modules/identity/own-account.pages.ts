import { Controller, Get, Inject, Post, Req } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { Oneself } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { atField } from '../../web/pages/at-field.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { ChangeEmailService } from './change-email.service.js'
import { ChangePasswordService } from './change-password.service.js'
import { EmailForm, PasswordForm } from './own-account.form.js'
import { OwnAccountService } from './own-account.service.js'
import { accountView, emailView, passwordView } from './own-account-views.js'
import { presentedToken } from './strategies/presented-token.js'

/** The signed-in person's own account, whatever organisations it belongs to, and where it belongs to none. */
@Controller('account')
@Oneself()
export class OwnAccountPages {
  constructor(
    private readonly accounts: OwnAccountService,
    private readonly passwords: ChangePasswordService,
    private readonly emails: ChangeEmailService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get()
  @Page(
    'identity/views/account.njk',
    'without a second factor',
    'with a second factor',
    'second factor needed',
    'no organisation',
    'long text',
  )
  async show(@CurrentActor() actor: Actor): Promise<object> {
    return accountView(await this.accounts.get(actor))
  }

  @Get('password')
  @Page('identity/views/password.njk', 'empty')
  askPassword(): object {
    return passwordView(freshForm())
  }

  @Post('password')
  @CountsAsSignIn()
  @Page('identity/views/password.njk', 'nothing typed', 'current one wrong', 'new one weak')
  changePassword(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const change = await readForm(PasswordForm, fields)
        const token = presentedToken(request, this.config.publicUrl)
        await atField('currentPassword', 'password-not-right', () => this.passwords.change(actor, change, token))
        return new SeeOther('/account', 'password-changed')
      },
      passwordView,
    )
  }

  @Get('email')
  @Page('identity/views/email.njk', 'empty')
  askEmail(): object {
    return emailView(freshForm())
  }

  /** Nothing changes before the code that goes to the new address is given. */
  @Post('email')
  @CountsAsSignIn()
  @Page('identity/views/email.njk', 'nothing typed', 'refused')
  changeEmail(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { email, currentPassword } = await readForm(EmailForm, fields)
        await atField('currentPassword', 'password-not-right', () => this.emails.ask(actor, { email, password: currentPassword }, key))
        return new SeeOther('/confirm-email', 'email-code-sent')
      },
      emailView,
    )
  }
}
