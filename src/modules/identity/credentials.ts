import type { IncomingHttpHeaders } from 'node:http'

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

/** Whether a request with this method only reads. */
export const isSafe = (method: string): boolean => SAFE_METHODS.has(method)
