import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { Public } from '../../web/audience.js'
import { NeverShed } from '../../web/load-shedding.js'
import { ownPage } from '../../web/page-addresses.js'
import { LeadsOn } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cookieName } from '../../web/pages/told.js'
import { BrowserSignIn } from './strategies/browser-sign-in.js'
import { ProviderSignInService } from './provider-sign-in.service.js'
import { OneTimeCodeNeeded } from './sign-in.service.js'
import { clearCookie, setCookie } from './strategies/cookies.js'

const ATTEMPT = 'provider-sign-in'

/** Signing in by an identity provider: a link leads to the first address, the provider back to the second. */
@Controller('sign-in/oidc')
@Public()
export class ProviderSignInPages {
  constructor(
    private readonly signIns: ProviderSignInService,
    private readonly browser: BrowserSignIn,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Leads to the identity provider. */
  @Get()
  @NeverShed()
  @LeadsOn()
  async begin(@Query('next') next: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<SeeOther> {
    const { address, attempt } = await this.signIns.begin(ownPage(next))
    setCookie(reply, ATTEMPT, attempt, this.config.publicUrl)
    return new SeeOther(address)
  }

  /** Takes a browser back from the identity provider, signed in, or to the page that asks for the code of the second factor. */
  @Get('callback')
  @NeverShed()
  @LeadsOn()
  async finish(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<PageAnswer> {
    const { publicUrl } = this.config
    const attempt = request.cookies[cookieName(ATTEMPT, publicUrl)]
    clearCookie(reply, ATTEMPT, publicUrl)
    const [, query = ''] = /\?(.*)$/.exec(request.url) ?? []
    const { identity, next } = await this.signIns.identify(query, attempt)
    try {
      const signedIn = await this.signIns.signIn(identity, this.browser.originOf(request, reply))
      this.browser.begin(reply, signedIn)
      return this.browser.goOn(request, signedIn, { next })
    } catch (error) {
      if (!(error instanceof OneTimeCodeNeeded)) throw error
      this.browser.wait(reply, error.pendingToken)
      return new SeeOther(`/sign-in/second-step?next=${encodeURIComponent(next)}`)
    }
  }
}
