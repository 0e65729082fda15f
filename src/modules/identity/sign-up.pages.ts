import { Controller, Get, Post } from '@nestjs/common'

import { Public } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { AddressForm, NewcomerForm } from './account.form.js'
import { addressView, newPasswordView } from './account-views.js'
import { SignUpService } from './sign-up.service.js'

/** An account of one's own: an address first, then the code that was mailed to it. */
@Controller('register')
@Public()
export class SignUpPages {
  constructor(private readonly signUp: SignUpService) {}

  @Get()
  @Page('identity/views/register.njk', 'empty')
  show(): object {
    return addressView(freshForm())
  }

  /** Whoever asks is told the same whether or not the address has an account. */
  @Post()
  @CountsAsSignIn()
  @Page('identity/views/register.njk', 'no address')
  ask(@FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { email } = await readForm(AddressForm, fields)
        await this.signUp.ask(email)
        return new SeeOther('/register/confirm', 'code-mailed')
      },
      addressView,
    )
  }

  @Get('confirm')
  @Page('identity/views/register-confirm.njk', 'empty', 'code mailed')
  showCode(): object {
    return newPasswordView(freshForm())
  }

  @Post('confirm')
  @CountsAsSignIn()
  @Page('identity/views/register-confirm.njk', 'nothing typed', 'code not valid', 'weak password', 'account exists')
  confirm(@FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.signUp.confirm(await readForm(NewcomerForm, fields))
        return new SeeOther('/sign-in', 'account-made')
      },
      newPasswordView,
    )
  }
}
