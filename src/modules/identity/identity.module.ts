import { Module } from '@nestjs/common'

import { AcceptInvitationService } from './accept-invitation.service.js'
import { AcceptInvitationPages } from './accept-invitation.pages.js'
import { AccountController } from './account.controller.js'
import { AccountsController } from './accounts.controller.js'
import { ApiTokenSignIns } from './api-token-sign-ins.js'
import { ApiTokensController } from './api-tokens.controller.js'
import { ApiTokensPages } from './api-tokens.pages.js'
import { ApiTokensService } from './api-tokens.service.js'
import { ChangeEmailService } from './change-email.service.js'
import { ChangePasswordService } from './change-password.service.js'
import { ChangeRolesService } from './change-roles.service.js'
import { ConfirmEmailPages } from './confirm-email.pages.js'
import { DecideRegistrationService } from './decide-registration.service.js'
import { ForgetSessions } from './forget-sessions.js'
import { IdentityLinks } from './identity-links.js'
import { IdentityProvider } from './identity-provider.js'
import { InvitePersonService } from './invite-person.service.js'
import { KnownSources } from './known-sources.js'
import { MailedCodes } from './mailed-codes.js'
import { NewPasswords } from './new-passwords.js'
import { OwnAccountPages } from './own-account.pages.js'
import { OwnAccountService } from './own-account.service.js'
import { OwnPassword } from './own-password.js'
import { OwnRegistrationsController } from './own-registrations.controller.js'
import { NoteOverdueRegistrations } from './note-overdue-registrations.js'
import { OwnRegistrationsPages } from './own-registrations.pages.js'
import { OwnSessionsPages } from './own-sessions.pages.js'
import { OwnSessionsService } from './own-sessions.service.js'
import { Passwords } from './passwords.js'
import { PendingSignIns } from './pending-sign-ins.js'
import { PeopleController } from './people.controller.js'
import { PeoplePages } from './people.pages.js'
import { PeopleService } from './people.service.js'
import { PersonInvitationsPages } from './person-invitations.pages.js'
import { PersonInvitationsController } from './person-invitations.controller.js'
import { ProviderSignInPages } from './provider-sign-in.pages.js'
import { ProviderSignInService } from './provider-sign-in.service.js'
import { RegisterOrganisationService } from './register-organisation.service.js'
import { RegistrationsController } from './registrations.controller.js'
import { RegistrationsPages } from './registrations.pages.js'
import { ResetPasswordPages } from './reset-password.pages.js'
import { ResetPasswordService } from './reset-password.service.js'
import { SecondFactorCodes } from './second-factor-codes.js'
import { SecondFactorController } from './second-factor.controller.js'
import { BrowserSignIn } from './strategies/browser-sign-in.js'
import { SecondFactorPages } from './second-factor.pages.js'
import { SecondStepPages } from './second-step.pages.js'
import { SecondFactorsService } from './second-factors.service.js'
import { SessionsController } from './sessions.controller.js'
import { SignInPages } from './sign-in.pages.js'
import { Sessions } from './sessions.js'
import { SignInLogController } from './sign-in-log.controller.js'
import { SignInLogService } from './sign-in-log.service.js'
import { SignInService } from './sign-in.service.js'
import { Slowdown } from './slowdown.js'
import { StepUpService } from './step-up.service.js'
import { SignUpPages } from './sign-up.pages.js'
import { SignUpService } from './sign-up.service.js'
import { BearerStrategy } from './strategies/bearer.strategy.js'
import { PasswordStrategy } from './strategies/password.strategy.js'
import { SessionCookieStrategy } from './strategies/session-cookie.strategy.js'
import { StepUpInForm } from './strategies/step-up-in-form.js'

const OF_SIGN_IN = [
  ForgetSessions,
  Passwords,
  Sessions,
  KnownSources,
  Slowdown,
  PendingSignIns,
  SecondFactorCodes,
  SecondFactorsService,
  SignInService,
  BrowserSignIn,
  StepUpService,
  StepUpInForm,
  IdentityProvider,
  IdentityLinks,
  ProviderSignInService,
  OwnSessionsService,
  SignInLogService,
  ApiTokensService,
  ApiTokenSignIns,
  BearerStrategy,
  PasswordStrategy,
  SessionCookieStrategy,
]

const OF_ACCOUNTS = [
  MailedCodes,
  NewPasswords,
  OwnPassword,
  OwnAccountService,
  SignUpService,
  ResetPasswordService,
  ChangePasswordService,
  ChangeEmailService,
]

const OF_ORGANISATIONS = [
  PeopleService,
  ChangeRolesService,
  InvitePersonService,
  AcceptInvitationService,
  RegisterOrganisationService,
  DecideRegistrationService,
]

@Module({
  controllers: [
    SessionsController,
    SignInLogController,
    SecondFactorController,
    ApiTokensController,
    ProviderSignInPages,
    SignInPages,
    SecondStepPages,
    OwnAccountPages,
    OwnSessionsPages,
    SecondFactorPages,
    ApiTokensPages,
    PersonInvitationsPages,
    PeoplePages,
    AccountsController,
    AccountController,
    PersonInvitationsController,
    PeopleController,
    OwnRegistrationsController,
    RegistrationsController,
    SignUpPages,
    ResetPasswordPages,
    ConfirmEmailPages,
    AcceptInvitationPages,
    OwnRegistrationsPages,
    RegistrationsPages,
  ],
  providers: [NoteOverdueRegistrations, ...OF_SIGN_IN, ...OF_ACCOUNTS, ...OF_ORGANISATIONS],
  exports: [NewPasswords, Passwords, Slowdown, StepUpInForm],
})
export class IdentityModule {}
