import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A cookie of the pages. Browsers drop __Host- cookies on plain http, so loopback gets a plain name. */
export const cookieName = (name: string, publicUrl: string): string => (publicUrl.startsWith('https:') ? `__Host-${name}` : name)

/** How every cookie of the pages is set: for this host only, out of reach of scripts, and not sent along by other sites' forms. */
export const cookieOptions = (publicUrl: string) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') }) as const

const SECONDS = 60

/** Lets the next page confirm what was done. */
export function tell(reply: FastifyReply, publicUrl: string, told: string): void {
  void reply.setCookie(cookieName('told', publicUrl), told, { ...cookieOptions(publicUrl), maxAge: SECONDS })
}

/** What the page is to confirm, once; null for nothing. Only names that views/told.njk knows are shown. */
export function takeTold({ cookies }: FastifyRequest, reply: FastifyReply, publicUrl: string): string | null {
  const name = cookieName('told', publicUrl)
  const told = cookies[name]
  if (told === undefined) return null
  void reply.clearCookie(name, cookieOptions(publicUrl))
  return /^[a-z-]{1,40}$/.test(told) ? told : null
}
