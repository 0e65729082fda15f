import { type DynamicModule, Global, Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_PIPE, HttpAdapterHost } from '@nestjs/core'
import type { FastifyAdapter } from '@nestjs/platform-fastify'

import type { RunningConfig } from '../shared/shared.module.js'
import { CONFIG } from '../shared/tokens.js'
import { ActorGuard, CredentialsGuard } from './actor.guard.js'
import { ClockSkew } from './clock-skew.js'
import { HealthController } from './health.controller.js'
import { Metrics } from './metrics.js'
import { AboutPages } from './pages/about.pages.js'
import { CarriedForms } from './pages/carried-form.js'
import { MENU, type Menu } from './pages/menu.js'
import { ProblemPages } from './pages/problem-page.js'
import { ProblemFilter } from './problem.filter.js'
import { RateLimits } from './rate-limits.js'
import { Readiness } from './readiness.js'
import { SecurityContact } from './security-contact.js'
import { SecurityTxtController } from './security-txt.controller.js'
import { requestValidation } from './validation.js'

/** What every request passes: who may, how often, in what shape, and how a refusal looks. */
@Global()
@Module({
  controllers: [AboutPages, HealthController, SecurityTxtController],
  providers: [
    CarriedForms,
    ClockSkew,
    CredentialsGuard,
    Metrics,
    ProblemPages,
    Readiness,
    SecurityContact,
    {
      provide: RateLimits,
      inject: [HttpAdapterHost, CONFIG],
      useFactory: (host: HttpAdapterHost<FastifyAdapter>, config: RunningConfig) =>
        new RateLimits(host.httpAdapter.getInstance(), config.limits),
    },
    { provide: APP_GUARD, useClass: ActorGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: requestValidation },
  ],
  exports: [CarriedForms, ClockSkew, RateLimits, Metrics, Readiness, SecurityContact],
})
export class WebModule {
  static with(menu: Menu): DynamicModule {
    return { module: WebModule, providers: [{ provide: MENU, useValue: menu }], exports: [MENU] }
  }
}
