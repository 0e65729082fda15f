import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import { Anyone } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { Refuses } from '../../web/openapi/documented.js'
import { AcceptInvitationService } from './accept-invitation.service.js'
import { AddressInput, CodeInput, InvitedDto, MailedDto, NewcomerInput, PasswordResetInput } from './account.dto.js'
import { ChangeEmailService } from './change-email.service.js'
import { ResetPasswordService } from './reset-password.service.js'
import { PersonDto } from './session.dto.js'
import { SignUpService } from './sign-up.service.js'

/** What people do about accounts before they are signed in: each proves an address by the code that was mailed to it. */
@ApiTags('accounts')
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly signUp: SignUpService,
    private readonly resetPassword: ResetPasswordService,
    private readonly changeEmail: ChangeEmailService,
    private readonly invitations: AcceptInvitationService,
  ) {}

  /** Asks for an account: a code goes to the address. */
  @Post()
  @Anyone()
  @CountsAsSignIn()
  @HttpCode(202)
  async ask(@Body() { email }: AddressInput): Promise<MailedDto> {
    await this.signUp.ask(email)
    return { detail: 'If mail reaches this address, it holds a code for the next step, or says that there is an account already.' }
  }

  /** Makes the account with the code that was mailed. */
  @Post('confirm')
  @Anyone()
  @CountsAsSignIn()
  @Refuses('code-not-valid', 'account-exists', 'password-too-short', 'password-too-common', 'password-too-close', 'too-many-sign-ins')
  confirm(@Body() newcomer: NewcomerInput): Promise<PersonDto> {
    return this.signUp.confirm(newcomer)
  }

  /** Asks for a new password: where there is an account, a code goes to its address. */
  @Post('password-reset')
  @Anyone()
  @CountsAsSignIn()
  @HttpCode(202)
  async askForReset(@Body() { email }: AddressInput): Promise<MailedDto> {
    await this.resetPassword.ask(email)
    return { detail: 'If there is an account with this address, a code for a new password is on its way to it.' }
  }

  /** Sets a new password with the code that was mailed, and ends every session of the account. */
  @Post('password-reset/confirm')
  @Anyone()
  @CountsAsSignIn()
  @HttpCode(204)
  @Refuses('code-not-valid', 'second-factor-needed', 'password-too-short', 'password-too-common', 'password-too-close', 'too-many-sign-ins')
  reset(@Body() reset: PasswordResetInput): Promise<void> {
    return this.resetPassword.confirm(reset)
  }

  /** Confirms a new address with the code that was mailed to it. */
  @Post('email-change/confirm')
  @Anyone()
  @CountsAsSignIn()
  @HttpCode(204)
  @Refuses('code-not-valid')
  confirmEmail(@Body() { code }: CodeInput): Promise<void> {
    return this.changeEmail.confirm(code)
  }

  /** Shows what an invitation is for, and leaves its code good. */
  @Post('invitations/look')
  @Anyone()
  @CountsAsSignIn()
  @HttpCode(200)
  @Refuses('code-not-valid')
  look(@Body() { code }: CodeInput): Promise<InvitedDto> {
    return this.invitations.look(code)
  }

  /** Accepts an invitation as somebody who has no account yet. */
  @Post('invitations/accept')
  @Anyone()
  @CountsAsSignIn()
  @Refuses('code-not-valid', 'account-exists', 'password-too-short', 'password-too-common', 'password-too-close', 'too-many-sign-ins')
  accept(@Body() newcomer: NewcomerInput): Promise<PersonDto> {
    return this.invitations.acceptAsNewPerson(newcomer)
  }
}
