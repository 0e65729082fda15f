import type {} from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'

import { deviceWords } from '../domain/device-words.js'
import type { Origin } from '../origin.js'
import { cookieName } from '../../../web/pages/told.js'

/** The token by which a browser is known again, if it sent one that can be ours. */
export function deviceToken({ cookies }: FastifyRequest, publicUrl: string): string | null {
  const token = cookies[cookieName('device', publicUrl)]
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null
}

/** Where a request comes from. */
export const originOf = (request: FastifyRequest, publicUrl: string): Origin => ({
  source: request.ip.slice(0, 60),
  device: deviceWords(request.headers['user-agent']),
  deviceToken: deviceToken(request, publicUrl),
})
