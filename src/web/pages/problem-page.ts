import { Inject, Injectable } from '@nestjs/common'
import type { FastifyReply } from 'fastify'

import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { ActorRequest } from '../actor.guard.js'
import type { Problem } from '../problem.js'
import { CarriedForms } from './carried-form.js'
import { MENU, type Menu } from './menu.js'
import { type PageToSend, sendPage } from './send-page.js'

const SAFE_METHODS = new Set(['GET', 'HEAD'])

/** Where a person chooses for which organisation they act. */
export const CHOOSE_ORGANISATION = '/organisation'

/** Refusals as pages, each with a way out; who is not signed in is led to the sign-in page, and back. */
@Injectable()
export class ProblemPages {
  constructor(
    private readonly carriedForms: CarriedForms,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'publicUrl'>,
    @Inject(MENU) private readonly menu: Menu,
  ) {}

  send(request: ActorRequest, reply: FastifyReply, problem: Problem): void {
    const place = SAFE_METHODS.has(request.method) ? this.elsewhere(request, problem) : null
    const around = { publicUrl: this.config.publicUrl, menu: this.menu }
    if (place !== null) void reply.code(303).header('Location', place).send('')
    else void reply.send(sendPage(request, reply, around, this.pageOf(request, problem)))
  }

  /** Where the page can be seen after something else was done; null where nothing helps. */
  private elsewhere({ url }: ActorRequest, { code }: Problem): string | null {
    const next = `?next=${encodeURIComponent(url)}`
    if (code === 'not-signed-in') return `/sign-in${url === '/' ? '' : next}`
    return code === 'organisation-missing' ? `${CHOOSE_ORGANISATION}${next}` : null
  }

  private pageOf(request: ActorRequest, problem: Problem): PageToSend {
    if (problem.code !== 'not-signed-in') {
      const returnTo = SAFE_METHODS.has(request.method) ? request.url : null
      return { view: 'pages/views/problem.njk', data: { problem, requestId: request.id, returnTo }, status: problem.status }
    }
    return { view: 'pages/views/session-ended.njk', data: { carried: this.carriedForms.seal(request) }, status: problem.status }
  }
}
