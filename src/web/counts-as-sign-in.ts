import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

import { RateLimits } from './rate-limits.js'

@Injectable()
class SignInRateGuard implements CanActivate {
  constructor(private readonly limits: RateLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.limits.countSignIn(context.switchToHttp().getRequest<FastifyRequest>())
    return true
  }
}

/** For what could be used to guess passwords or codes, or to send mails: it counts among the sign-in attempts of an address. */
export const CountsAsSignIn = () => applyDecorators(UseGuards(SignInRateGuard))
