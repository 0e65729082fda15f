import type { OpenAPIObject } from '@nestjs/swagger'
import type { FastifyInstance } from 'fastify'

import { Malformed } from '../shared/domain/errors.js'
import { escapedInPointer } from '../shared/domain/json-pointer.js'
import { isForPages } from './page-addresses.js'

/** Refuses members that are sent to a route of the API whose document names no body: the sender means something by them that would not happen. */
export function refuseUndeclaredBodies(fastify: FastifyInstance, document: OpenAPIObject): void {
  const withBody = operationsWithBody(document)
  fastify.addHook('preHandler', ({ method, url, routeOptions, body }, _reply, done) => {
    const members = Object.keys(body ?? {})
    if (members.length === 0 || routeOptions.url === undefined || isForPages(url)) {
      done()
      return
    }
    done(withBody.has(`${method} ${routeOptions.url}`) ? undefined : refusalOf(members))
  })
}

/** As Fastify writes them: POST /api/v1/bids/:id/files */
function operationsWithBody({ paths }: OpenAPIObject): ReadonlySet<string> {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { requestBody?: object }>)
      .filter(([, { requestBody }]) => requestBody !== undefined)
      .map(([method]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  return new Set(operations)
}

const refusalOf = (members: readonly string[]): Malformed =>
  new Malformed(
    'invalid-request',
    'This address takes no body. Send none, or an empty object.',
    members.map(member => ({
      pointer: `/${escapedInPointer(member)}`,
      code: 'unknown-field',
      detail: 'Leave it out.',
    })),
  )
