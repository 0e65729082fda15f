import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common'
import type { FastifyReply } from 'fastify'

import { DomainError } from '../shared/domain/errors.js'
import type { Log } from '../shared/log.js'
import { LOG } from '../shared/tokens.js'
import type { ActorRequest } from './actor.guard.js'
import { isForPages } from './page-addresses.js'
import { ProblemPages } from './pages/problem-page.js'
import { problemOf } from './problem.js'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The only place where a refusal becomes HTTP: a page for people, a problem document for programs. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly pages: ProblemPages,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ActorRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const { problem, headers, unexpected } = problemOf(
      error,
      request.url.split('?', 1)[0] ?? '/',
      request.id,
      SAFE_METHODS.has(request.method),
    )
    if (unexpected) this.log.error({ requestId: request.id, err: error, route: request.routeOptions.url }, 'an unexpected error')
    else if (problem.status === 503)
      this.log.warn(
        { requestId: request.id, reason: error instanceof Error ? error.message : 'unknown' },
        error instanceof DomainError ? 'not at hand' : 'the database is out of reach',
      )
    void reply.code(problem.status).headers({ 'Cache-Control': 'no-store', ...headers })
    if (isForPages(request.url)) this.pages.send(request, reply, problem)
    else void reply.type('application/problem+json').send(problem)
  }
}
