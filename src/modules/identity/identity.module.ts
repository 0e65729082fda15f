import { Module } from '@nestjs/common'

import { ForgetSessions } from './forget-sessions.js'
import { Passwords } from './passwords.js'
import { SessionsController } from './sessions.controller.js'
import { Sessions } from './sessions.js'
import { SignInService } from './sign-in.service.js'
import { BearerStrategy } from './strategies/bearer.strategy.js'
import { PasswordStrategy } from './strategies/password.strategy.js'
import { SessionCookieStrategy } from './strategies/session-cookie.strategy.js'

@Module({
  controllers: [SessionsController],
  providers: [ForgetSessions, Passwords, Sessions, SignInService, BearerStrategy, PasswordStrategy, SessionCookieStrategy],
})
export class IdentityModule {}
