import { createHash } from 'node:crypto'

import { applyDecorators, type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, UseInterceptors } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { map, type Observable } from 'rxjs'

import type { ActorRequest } from './actor.guard.js'

/** Public reads may be kept and are asked for again by their ETag, so that none outlives a deadline; what a signed-in person sees is never stored. */
@Injectable()
class PublicReadInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ActorRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    if (request.actor != null) return next.handle()
    return next.handle().pipe(map(body => answer(request, reply, JSON.stringify(body))))
  }
}

function answer(request: ActorRequest, reply: FastifyReply, body: string): string | undefined {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  void reply
    .headers({ ETag: etag, 'Cache-Control': 'public, no-cache', Vary: 'Authorization, Cookie' })
    .type('application/json; charset=utf-8')
  if (request.headers['if-none-match'] !== etag) return body
  void reply.code(304)
  return undefined
}

export const PublicRead = () => applyDecorators(UseInterceptors(PublicReadInterceptor))
