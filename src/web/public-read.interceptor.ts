import { createHash } from 'node:crypto'

import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { map, type Observable } from 'rxjs'

import type { ActorRequest } from './actor.guard.js'

/** Public reads may be kept and are asked for again by their ETag, so that none outlives a deadline; what a signed-in person sees is never stored. */
@Injectable()
class PublicReadInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ActorRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    if (request.actor != null)
      return next.handle().pipe(map((body: unknown) => (isFixed(body) ? asJson(reply, rendered(body).body) : body)))
    return next.handle().pipe(map(body => answer(request, reply, rendered(body))))
  }
}

interface Rendered {
  body: string
  etag: string
}

/** What is frozen never changes, and so is written out once. */
const fixed = new WeakMap<object, Rendered>()

const isFixed = (body: unknown): body is object => typeof body === 'object' && body !== null && Object.isFrozen(body)

function rendered(answered: unknown): Rendered {
  const known = isFixed(answered) ? fixed.get(answered) : undefined
  if (known !== undefined) return known
  const body = JSON.stringify(answered)
  const made = { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
  if (isFixed(answered)) fixed.set(answered, made)
  return made
}

function asJson(reply: FastifyReply, body: string): string {
  void reply.type('application/json; charset=utf-8')
  return body
}

function answer(request: ActorRequest, reply: FastifyReply, { body, etag }: Rendered): string | undefined {
  void reply.headers({ ETag: etag, 'Cache-Control': 'public, no-cache', Vary: 'Authorization, Cookie' })
  const text = asJson(reply, body)
  if (request.headers['if-none-match'] !== etag) return text
  void reply.code(304)
  return undefined
}

export const PUBLIC_READ = 'public-read'

export const PublicRead = () => applyDecorators(UseInterceptors(PublicReadInterceptor), SetMetadata(PUBLIC_READ, true))
