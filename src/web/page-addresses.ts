/** What programs read, by the beginning of its address; everything else is for people. */
const DATA = /^\/(api|assets|health|metrics|\.well-known)(?=[/?]|$)/

/**
 * The address that a request line names (RFC 9112 section 3.2), without the host that it may repeat before it. What names the whole server, and no
 * address, stands for one that is nowhere: Fastify would answer it past the hooks that set headers and read cookies.
 */
export function addressOf(target: string): string {
  if (target === '*') return '/*'
  const address = target.replace(/^https?:\/\/[^/?#]*/i, '')
  return address === target || address.startsWith('/') ? address : `/${address}`
}

/** Whether what is at this address, or missing there, is answered with a page and not with data. */
export const isForPages = (url: string): boolean => !DATA.test(url)

/** The address as one of our own pages, or "/" for anything that leads elsewhere: nobody is sent off by a link to us. */
export function ownPage(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return '/'
  const { origin, pathname, search } = new URL(wanted, ANY_ORIGIN)
  return origin === ANY_ORIGIN && !pathname.startsWith('//') && isForPages(pathname) ? `${pathname}${search}` : '/'
}

const LONGEST = 2_000
const ANY_ORIGIN = 'https://page.invalid'
