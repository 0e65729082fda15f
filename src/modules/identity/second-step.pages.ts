import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { Public } from '../../web/audience.js'
import { NeverShed } from '../../web/load-shedding.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { ownPage } from '../../web/page-addresses.js'
import { RateLimits } from '../../web/rate-limits.js'
import { BrowserSignIn } from './strategies/browser-sign-in.js'
import { SecondStepForm } from './sign-in.form.js'
import { SignInService } from './sign-in.service.js'
import { secondStepView } from './sign-in-views.js'

/** The second step of signing in: the code of the second factor. */
@Controller('sign-in/second-step')
export class SecondStepPages {
  constructor(
    private readonly signInService: SignInService,
    private readonly browser: BrowserSignIn,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @Public()
  @NeverShed()
  @Page('identity/views/second-step.njk', 'waiting')
  show(@Req() request: FastifyRequest, @Query('next') next: unknown): PageAnswer {
    return this.browser.waiting(request) === null ? new SeeOther('/sign-in') : secondStepView(freshForm({ next: ownPage(next) }))
  }

  @Post()
  @Public()
  @NeverShed()
  @Page('identity/views/second-step.njk', 'refused')
  async giveCode(
    @FormBody() fields: FormFields,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    await this.limits.countSignIn(request)
    const pending = this.browser.waiting(request)
    if (pending === null) return new SeeOther('/sign-in')
    return orShowAgain(
      fields,
      async () => {
        const { oneTimeCode, ...onward } = await readForm(SecondStepForm, fields)
        const signedIn = await this.signInService.giveCode(pending, oneTimeCode, this.browser.originOf(request, reply))
        this.browser.begin(reply, signedIn)
        return this.browser.goOn(request, signedIn, onward)
      },
      secondStepView,
    )
  }
}
