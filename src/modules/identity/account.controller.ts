import { Body, Controller, Get, HttpCode, Inject, Post, Put, Req } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { NeverByToken, Oneself } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { AcceptInvitationService } from './accept-invitation.service.js'
import { AccountDto, CodeInput, EmailChangeInput, MailedDto, PasswordChangeInput } from './account.dto.js'
import { ChangeEmailService } from './change-email.service.js'
import { ChangePasswordService } from './change-password.service.js'
import { PeopleService } from './people.service.js'
import { presentedToken } from './strategies/presented-token.js'

/** The signed-in person's own account, whatever organisations it belongs to, and where it belongs to none. */
@ApiTags('accounts')
@Controller('api/v1/account')
@NeverByToken()
export class AccountController {
  constructor(
    private readonly people: PeopleService,
    private readonly changePassword: ChangePasswordService,
    private readonly changeEmail: ChangeEmailService,
    private readonly invitations: AcceptInvitationService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** The own account, and the organisations it may act for. */
  @Get()
  @Oneself()
  get(@CurrentActor() actor: Actor): Promise<AccountDto> {
    return this.people.account(actor)
  }

  /** Sets another password and ends every other session. */
  @Put('password')
  @Oneself()
  @CountsAsSignIn()
  @HttpCode(204)
  @Refuses(
    'password-not-right',
    'password-changed-meanwhile',
    'password-too-short',
    'password-too-common',
    'password-too-close',
    'too-many-sign-ins',
  )
  setPassword(@CurrentActor() actor: Actor, @Body() change: PasswordChangeInput, @Req() request: FastifyRequest): Promise<void> {
    return this.changePassword.change(actor, change, presentedToken(request, this.config.publicUrl))
  }

  /** Asks for another e-mail address: a code goes to it, and nothing changes before it is given. */
  @Post('email-change')
  @Oneself()
  @CountsAsSignIn()
  @HttpCode(202)
  @Refuses('password-not-right', 'too-many-mails', 'too-many-sign-ins')
  async askForEmail(
    @CurrentActor() actor: Actor,
    @Body() change: EmailChangeInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<MailedDto> {
    await this.changeEmail.ask(actor, change, repeat)
    return { detail: 'If the address can be yours, a code is on its way to it. Until you give it, your address stays as it is.' }
  }

  /** Accepts an invitation that went to the address of the own account. */
  @Post('invitations/accept')
  @Oneself()
  @HttpCode(200)
  @Refuses('code-not-valid', 'invited-under-another-address')
  async accept(@CurrentActor() actor: Actor, @Body() { code }: CodeInput, @RepeatKey() repeat: Repeat | null): Promise<AccountDto> {
    await this.invitations.accept(actor, code, repeat)
    return this.people.account(actor)
  }
}
