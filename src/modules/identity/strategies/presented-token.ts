import type { FastifyRequest } from 'fastify'

import { bearerToken } from '../credentials.js'
import { cookieToken } from './session-cookie.strategy.js'

/** The token a request came with, whichever way: in its header, or in the cookie of the pages. */
export const presentedToken = (request: FastifyRequest, publicUrl: string): string | null =>
  bearerToken(request.headers) ?? cookieToken(request, publicUrl) ?? null
