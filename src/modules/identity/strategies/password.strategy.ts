import { Inject, Injectable } from '@nestjs/common'
import { AuthGuard, PassportStrategy } from '@nestjs/passport'
import type { FastifyRequest } from 'fastify'
import { Strategy } from 'passport-custom'

import type { RunningConfig } from '../../../shared/shared.module.js'
import { CONFIG } from '../../../shared/tokens.js'
import { RateLimits } from '../../../web/rate-limits.js'
import { requestValidation } from '../../../web/validation.js'
import { SignInInput } from '../session.dto.js'
import { type Proved, SignInService } from '../sign-in.service.js'
import { originOf } from './origin-of.js'

const validation = requestValidation()

/** E-mail address and password, as JSON or as a form. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, 'password') {
  constructor(
    private readonly signIn: SignInService,
    private readonly limits: RateLimits,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    super()
  }

  override async validate(request: FastifyRequest): Promise<Proved> {
    await this.limits.countSignIn(request)
    const input = (await validation.transform(request.body ?? {}, { type: 'body', metatype: SignInInput })) as SignInInput
    return this.signIn.verify(input.email, input.password, originOf(request, this.config.publicUrl))
  }
}

/** Leaves whoever proved who they are on the request, or throws what the strategy threw. */
export class PasswordGuard extends AuthGuard('password') {
  override getAuthenticateOptions() {
    return { session: false, property: 'proved' }
  }

  override handleRequest<T>(error: Error | null | undefined, proved: T): T {
    if (error !== null && error !== undefined) throw error
    return proved
  }
}
