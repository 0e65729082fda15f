import type { Readable } from 'node:stream'

import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import contentDisposition from 'content-disposition'
import type { FastifyReply } from 'fastify'
import { map, type Observable } from 'rxjs'

import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { ActorRequest } from '../actor.guard.js'
import { HEADERS_OF_FRAMED, HEADERS_OF_SHOWN } from '../security-headers.js'
import { refuseOtherActor } from './acting-for.js'
import { MENU, type Menu } from './menu.js'
import { Download, Feed, Framed, OtherPage, PAGE, type PageAnswer, type PageRoute, SeeOther, Shown } from './page-route.js'
import { sendFeed, sendPage } from './send-page.js'
import { tell } from './told.js'

/** Turns what a page route returns into HTML, or into the way on. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'publicUrl'>,
    @Inject(MENU) private readonly menu: Menu,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<PageAnswer>): Observable<string | Buffer | Readable> {
    const request = context.switchToHttp().getRequest<ActorRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    const { view } = this.reflector.get<PageRoute>(PAGE, context.getHandler())
    refuseOtherActor(request)
    return next.handle().pipe(map(answer => this.send(request, reply, view, answer)))
  }

  private send(request: ActorRequest, reply: FastifyReply, view: string | null, answer: PageAnswer): string | Buffer | Readable {
    const { publicUrl } = this.config
    if (answer instanceof SeeOther) {
      if (answer.told !== null) tell(reply, publicUrl, answer.told)
      void reply.code(303).header('Location', answer.location)
      return ''
    }
    if (answer instanceof Download) {
      const type = answer instanceof Shown ? 'inline' : 'attachment'
      void reply.headers({ 'Content-Type': answer.mediaType, 'Content-Disposition': contentDisposition(answer.name, { type }) })
      if (answer.size !== null) void reply.header('Content-Length', answer.size)
      if (answer instanceof Shown) void reply.headers(HEADERS_OF_SHOWN)
      return answer.content
    }
    if (answer instanceof Framed) {
      void reply.headers(HEADERS_OF_FRAMED).type('text/html; charset=utf-8')
      return answer.html
    }
    if (answer instanceof Feed) return sendFeed(request, reply, publicUrl, answer)
    const page = answer instanceof OtherPage ? answer : new OtherPage(answer, 200)
    return sendPage(
      request,
      reply,
      { publicUrl, menu: this.menu },
      { view: page.view ?? String(view), data: page.data, status: page.status },
    )
  }
}
