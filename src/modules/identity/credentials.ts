import type { IncomingHttpHeaders } from 'node:http'

import { Forbidden } from '../../shared/domain/errors.js'

/** The token of "Authorization: Bearer …", or null when another scheme or none was used. */
export function bearerToken(headers: IncomingHttpHeaders): string | null {
  const match = /^Bearer ([\w-]{1,200})$/i.exec(headers.authorization ?? '')
  return match?.[1] ?? null
}

/** The organisation that X-Organisation names, if any. */
export function organisationHeader(headers: IncomingHttpHeaders): string | undefined {
  return headers['x-organisation'] as string | undefined
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A browser sends its cookie wherever a link leads, so a change must come from our own pages. */
export function refuseCrossSite(method: string, headers: IncomingHttpHeaders, publicUrl: string): void {
  if (SAFE_METHODS.has(method)) return
  const site = headers['sec-fetch-site']
  const sameSite = site === undefined ? headers.origin === new URL(publicUrl).origin : site === 'same-origin'
  if (!sameSite)
    throw new Forbidden('cross-site-request', 'This request did not come from a page of this service. Open the page again and repeat it.')
}
