import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

const POLICY = 'Content-Security-Policy'

/** Data loads, runs, frames and sends nothing in a browser that is made to show it (ASVS 3.2.1, 3.4.3, 3.4.6). */
const DATA_POLICY = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'"

/** The one line of script that the template of govuk-frontend has inside: it tells the styles that there is script (send-page.spec.ts). */
const GOVUK_INLINE = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"

/** Pages load from here only, have no other script or style inside, and are not framed. */
const PAGE_POLICY = `default-src 'self';base-uri 'self';form-action 'self';frame-ancestors 'none';img-src 'self' data:;object-src 'none';script-src 'self' ${GOVUK_INLINE};script-src-attr 'none';style-src 'self'`

/** What a page of ours shows in a frame has its own styles inside, and can load, run, send and open nothing. */
export const HEADERS_OF_FRAMED: Readonly<Record<string, string>> = {
  [POLICY]: "default-src 'none';style-src 'unsafe-inline';base-uri 'none';form-action 'none';frame-ancestors 'self';sandbox",
  'X-Frame-Options': 'SAMEORIGIN',
}

/**
 * A file that somebody sent and the browser shows by itself runs no script, loads nothing and sends nothing. There is no sandbox: it would keep
 * browsers from showing a PDF at all, whose viewer is apart from every page.
 */
export const HEADERS_OF_SHOWN: Readonly<Record<string, string>> = {
  [POLICY]: "default-src 'none';style-src 'unsafe-inline';base-uri 'none';form-action 'none';frame-ancestors 'none'",
}

const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:')

/** A year is the least that ASVS 3.4.1 takes. */
const HSTS = { maxAge: 31_536_000, includeSubDomains: true }

/** The headers of data, for what Node and Fastify refuse before any hook runs. */
export const headersOfData = (publicUrl: string): Readonly<Record<string, string>> => ({
  [POLICY]: DATA_POLICY,
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  ...(isHttps(publicUrl) ? { 'Strict-Transport-Security': `max-age=${HSTS.maxAge}; includeSubDomains` } : {}),
})

/** Sets helmet's headers, and the policy that fits what is answered: nothing of ours is framed or sniffed; on plain http nothing is upgraded. */
export async function setSecurityHeaders(fastify: FastifyInstance, publicUrl: string): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps(publicUrl) && HSTS,
  })
  const pagePolicy = isHttps(publicUrl) ? `${PAGE_POLICY};upgrade-insecure-requests` : PAGE_POLICY
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    nameCharset(reply)
    if (!reply.hasHeader(POLICY)) void reply.header(POLICY, isPage(reply) ? pagePolicy : DATA_POLICY)
    done()
  })
}

const isPage = (reply: FastifyReply): boolean => String(reply.getHeader('Content-Type')).startsWith('text/html')

/** Some libraries leave it out; without it a browser guesses (ASVS 4.1.1). */
function nameCharset(reply: FastifyReply): void {
  const type = String(reply.getHeader('Content-Type') ?? '')
  if (/^(text\/\w+|application\/javascript)$/.test(type)) void reply.type(`${type}; charset=utf-8`)
}
