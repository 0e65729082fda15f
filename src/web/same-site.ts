import type { IncomingHttpHeaders } from 'node:http'

import { Forbidden } from '../shared/domain/errors.js'

/** RFC 9110, 9.2.1. */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** A browser sends its cookie wherever a link leads, so a change must come from our own pages. */
export function refuseCrossSite(method: string, headers: IncomingHttpHeaders, publicUrl: string): void {
  if (SAFE_METHODS.has(method)) return
  const site = headers['sec-fetch-site']
  const sameSite = site === undefined ? headers.origin === new URL(publicUrl).origin : site === 'same-origin'
  if (!sameSite)
    throw new Forbidden('cross-site-request', 'This request did not come from a page of this service. Open the page again and repeat it.')
}
