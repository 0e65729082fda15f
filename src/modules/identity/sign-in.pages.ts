import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { Account, ActorRequest } from '../../web/actor.guard.js'
import { Public } from '../../web/audience.js'
import { NeverShed } from '../../web/load-shedding.js'
import { ownPage } from '../../web/page-addresses.js'
import { CurrentAccount } from '../../web/pages/acting-for.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { LeadsOn, Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cookieOptions } from '../../web/pages/told.js'
import { RateLimits } from '../../web/rate-limits.js'
import { BrowserSignIn } from './strategies/browser-sign-in.js'
import { ChooseOrganisationForm, SignInForm } from './sign-in.form.js'
import { OneTimeCodeNeeded, SignInService } from './sign-in.service.js'
import { chooseOrganisationView, secondStepView, signInView } from './sign-in-views.js'
import { OrganisationUnknown } from './sessions.js'
import { cookieToken, organisationCookieName, sessionCookieName } from './strategies/session-cookie.strategy.js'

/** Signing in and out in a browser, and for which organisation. */
@Controller()
export class SignInPages {
  constructor(
    private readonly signInService: SignInService,
    private readonly limits: RateLimits,
    private readonly browser: BrowserSignIn,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get('sign-in')
  @Public()
  @NeverShed()
  @Page('identity/views/sign-in.njk', 'empty', 'with an identity provider')
  show(@Req() { account }: ActorRequest, @Query('next') next: unknown): PageAnswer {
    return account == null ? signInView(freshForm({ next: ownPage(next) }), this.provider) : new SeeOther(ownPage(next))
  }

  @Post('sign-in')
  @Public()
  @NeverShed()
  @Page('identity/views/sign-in.njk', 'nothing typed', 'refused', 'code needed')
  async signIn(
    @FormBody() fields: FormFields,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    await this.limits.countSignIn(request)
    return orShowAgain(
      fields,
      async () => {
        const { email, password, ...onward } = await readForm(SignInForm, fields)
        const origin = this.browser.originOf(request, reply)
        const proved = await this.signInService.verify(email, password, origin)
        try {
          const signedIn = await this.signInService.signIn(proved, undefined, origin)
          this.browser.begin(reply, signedIn)
          return this.browser.goOn(request, signedIn, onward)
        } catch (error) {
          if (!(error instanceof OneTimeCodeNeeded)) throw error
          this.browser.wait(reply, error.pendingToken)
          return new OtherPage(secondStepView(freshForm({ ...onward })), 200, 'identity/views/second-step.njk')
        }
      },
      form => signInView(form, this.provider),
    )
  }

  @Post('sign-out')
  @Public()
  @LeadsOn()
  async signOut(@Req() request: ActorRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SeeOther> {
    const { publicUrl } = this.config
    const token = cookieToken(request, publicUrl)
    if (token !== undefined && request.account != null) await this.signInService.signOut(token)
    for (const name of [sessionCookieName(publicUrl), organisationCookieName(publicUrl)])
      void reply.clearCookie(name, cookieOptions(publicUrl))
    return new SeeOther('/', 'signed-out')
  }

  @Get('organisation')
  @Public()
  @Page('identity/views/choose-organisation.njk', 'several', 'one', 'none')
  organisations(@CurrentAccount() account: Account, @Query('next') next: unknown): PageAnswer {
    if (account.organisations.length === 0) return new OtherPage({}, 200, 'identity/views/no-organisation.njk')
    return chooseOrganisationView(account, freshForm({ next: ownPage(next) }))
  }

  @Post('organisation')
  @Public()
  @Page('identity/views/choose-organisation.njk', 'nothing chosen')
  choose(
    @CurrentAccount() account: Account,
    @FormBody() fields: FormFields,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): PageAnswer | Promise<PageAnswer> {
    if (account.organisations.length === 0) return new SeeOther('/organisation')
    return orShowAgain(
      fields,
      async () => {
        const { organisation, next } = await readForm(ChooseOrganisationForm, fields)
        if (!account.organisations.some(({ id }) => id === organisation)) throw new OrganisationUnknown()
        void reply.setCookie(organisationCookieName(this.config.publicUrl), organisation, cookieOptions(this.config.publicUrl))
        return new SeeOther(ownPage(next), 'organisation-chosen')
      },
      form => chooseOrganisationView(account, form),
    )
  }

  private get provider(): string | null {
    return this.config.oidc === null ? null : new URL(this.config.oidc.issuer).hostname
  }
}
