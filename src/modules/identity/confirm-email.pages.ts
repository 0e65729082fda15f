import { Controller, Get, Post } from '@nestjs/common'

import { Public } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CodeForm } from './account.form.js'
import { codeView } from './account-views.js'
import { ChangeEmailService } from './change-email.service.js'

/** A changed address counts once somebody gives the code that was mailed to it, signed in or not. */
@Controller('confirm-email')
@Public()
export class ConfirmEmailPages {
  constructor(private readonly changeEmail: ChangeEmailService) {}

  @Get()
  @Page('identity/views/confirm-email.njk', 'empty')
  show(): object {
    return codeView(freshForm())
  }

  @Post()
  @CountsAsSignIn()
  @Page('identity/views/confirm-email.njk', 'nothing typed', 'code not valid')
  confirm(@FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { code } = await readForm(CodeForm, fields)
        await this.changeEmail.confirm(code)
        return new SeeOther('/', 'email-confirmed')
      },
      codeView,
    )
  }
}
