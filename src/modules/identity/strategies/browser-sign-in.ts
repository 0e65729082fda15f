import { Inject, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { RunningConfig } from '../../../shared/shared.module.js'
import { CONFIG } from '../../../shared/tokens.js'
import { ownPage } from '../../../web/page-addresses.js'
import { CarriedForms } from '../../../web/pages/carried-form.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../../web/pages/page-route.js'
import { cookieName } from '../../../web/pages/told.js'
import type { Origin } from '../origin.js'
import type { SignedIn } from '../sign-in.service.js'
import { resumeFormView } from '../sign-in-views.js'
import { clearCookie, setCookie } from './cookies.js'
import { originOf } from './origin-of.js'
import { newToken } from '../token-hash.js'

/** A device is known for as long as its cookie lasts and somebody signs in with it. */
const DEVICE_SECONDS = 400 * 86_400

const PENDING = 'pending-sign-in'

/** Where a sign-in leads: to a page, or back to a form that was waiting. */
export interface Onward {
  next?: string | undefined
  carried?: string | undefined
}

/** What a sign-in leaves in a browser, and where it leads on. */
@Injectable()
export class BrowserSignIn {
  constructor(
    private readonly carriedForms: CarriedForms,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Where the sign-in comes from; the browser is known again by the cookie it has, or gets. */
  originOf(request: FastifyRequest, reply: FastifyReply): Origin {
    const origin = originOf(request, this.config.publicUrl)
    const deviceToken = origin.deviceToken ?? newToken()
    setCookie(reply, 'device', deviceToken, this.config.publicUrl, DEVICE_SECONDS)
    return { ...origin, deviceToken }
  }

  /** Keeps the sign-in that waits for its code; it ends by itself within minutes. */
  wait(reply: FastifyReply, pendingToken: string): void {
    setCookie(reply, PENDING, pendingToken, this.config.publicUrl)
  }

  /** The sign-in that waits for its code, if any. */
  waiting({ cookies }: FastifyRequest): string | null {
    return cookies[cookieName(PENDING, this.config.publicUrl)] ?? null
  }

  /** Keeps the session until the browser is closed; it ends earlier where nobody uses it. */
  begin(reply: FastifyReply, { token }: SignedIn): void {
    clearCookie(reply, PENDING, this.config.publicUrl)
    setCookie(reply, 'session', token, this.config.publicUrl)
  }

  goOn(request: FastifyRequest, signedIn: SignedIn, { next, carried }: Onward): PageAnswer {
    return carried === undefined || carried === '' ? this.lead(request, signedIn, ownPage(next)) : this.resume(signedIn, carried)
  }

  private lead({ cookies }: FastifyRequest, { organisations }: SignedIn, next: string): SeeOther {
    const chosen = cookies[cookieName('organisation', this.config.publicUrl)]
    if (organisations.length === 0 && next === '/') return new SeeOther('/organisation')
    const mustChoose = organisations.length > 1 && !organisations.some(({ id }) => id === chosen)
    return new SeeOther(mustChoose ? `/organisation?next=${encodeURIComponent(next)}` : next)
  }

  /** The form that was waiting goes to whoever wrote it, and to nobody else. */
  private resume({ person }: SignedIn, carried: string): PageAnswer {
    const form = this.carriedForms.open(carried)
    if (form?.personId !== person.id) return new SeeOther('/', 'form-not-sent')
    return new OtherPage(resumeFormView(form), 200, 'identity/views/resume-form.njk')
  }
}
