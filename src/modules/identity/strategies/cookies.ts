import type { FastifyReply } from 'fastify'

import { cookieName, cookieOptions } from '../../../web/pages/told.js'

/** Sets a cookie that no script reads and no other site's form sends; for so many seconds, or until the browser closes. */
export function setCookie(reply: FastifyReply, name: string, value: string, publicUrl: string, maxAge?: number): void {
  void reply.setCookie(cookieName(name, publicUrl), value, { ...cookieOptions(publicUrl), ...(maxAge === undefined ? {} : { maxAge }) })
}

export function clearCookie(reply: FastifyReply, name: string, publicUrl: string): void {
  void reply.clearCookie(cookieName(name, publicUrl), cookieOptions(publicUrl))
}
