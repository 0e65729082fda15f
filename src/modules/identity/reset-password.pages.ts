import { Controller, Get, Post } from '@nestjs/common'

import { Refused } from '../../shared/domain/errors.js'
import { Public } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { AddressForm, PasswordResetForm } from './account.form.js'
import { addressView, newPasswordView } from './account-views.js'
import { ResetPasswordService } from './reset-password.service.js'
import { SecondFactorRefused } from './second-factor-codes.js'

/** A new password for whoever reads the mail of the account's address, and holds its second factor where it has one. */
@Controller('reset-password')
@Public()
export class ResetPasswordPages {
  constructor(private readonly resetPassword: ResetPasswordService) {}

  @Get()
  @Page('identity/views/reset-password.njk', 'empty')
  show(): object {
    return addressView(freshForm())
  }

  /** Whoever asks is told the same whether or not the address has an account. */
  @Post()
  @CountsAsSignIn()
  @Page('identity/views/reset-password.njk', 'no address')
  ask(@FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { email } = await readForm(AddressForm, fields)
        await this.resetPassword.ask(email)
        return new SeeOther('/reset-password/confirm', 'reset-mailed')
      },
      addressView,
    )
  }

  @Get('confirm')
  @Page('identity/views/reset-password-confirm.njk', 'empty', 'code mailed')
  showCode(): object {
    return newPasswordView(freshForm())
  }

  @Post('confirm')
  @CountsAsSignIn()
  @Page('identity/views/reset-password-confirm.njk', 'nothing typed', 'code not valid', 'weak password', 'second factor missing')
  confirm(@FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.resetPassword.confirm(await readForm(PasswordResetForm, fields)).catch(pointAtCode)
        return new SeeOther('/sign-in', 'password-set')
      },
      newPasswordView,
    )
  }
}

/** On the page the second factor is a field that is empty or wrong. */
function pointAtCode(error: unknown): never {
  if (!(error instanceof SecondFactorRefused)) throw error
  const { code, message } = error
  const detail = 'Enter the code that your app shows now, or one of your recovery codes. Each is good once'
  throw new Refused(code, message, [{ pointer: '/oneTimeCode', code, detail }])
}
