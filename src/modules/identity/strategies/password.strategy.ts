import { Injectable } from '@nestjs/common'
import { AuthGuard, PassportStrategy } from '@nestjs/passport'
import type { FastifyRequest } from 'fastify'
import { Strategy } from 'passport-custom'

import { RateLimits } from '../../../web/rate-limits.js'
import { requestValidation } from '../../../web/validation.js'
import { SignInInput } from '../session.dto.js'
import { type Person, SignInService } from '../sign-in.service.js'

const validation = requestValidation()

/** E-mail address and password, as JSON or as a form. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, 'password') {
  constructor(
    private readonly signIn: SignInService,
    private readonly limits: RateLimits,
  ) {
    super()
  }

  override async validate(request: FastifyRequest): Promise<Person> {
    await this.limits.countSignIn(request)
    const input = (await validation.transform(request.body ?? {}, { type: 'body', metatype: SignInInput })) as SignInInput
    return this.signIn.verify(input.email, input.password)
  }
}

/** Leaves the person who signed in on the request, or throws what the strategy threw. */
export class PasswordGuard extends AuthGuard('password') {
  override getAuthenticateOptions() {
    return { session: false, property: 'person' }
  }

  override handleRequest<T>(error: Error | null | undefined, person: T): T {
    if (error !== null && error !== undefined) throw error
    return person
  }
}
