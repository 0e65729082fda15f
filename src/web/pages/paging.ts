import type { Page } from '../../shared/keyset.js'

/** As many as a list shows at once, unless it says otherwise. */
export const ON_A_PAGE = 25

/** Where a list goes on, as its address was asked for: `?after=`. What is there twice, or is no text, is as if it were not there. */
export const cursorOf = (after: unknown): string | undefined => (typeof after === 'string' ? after : undefined)

/** The address of the page that follows, where `path` may hold a search already; null on the last. */
export const nextPage = (path: string, { nextCursor }: Pick<Page<unknown>, 'nextCursor'>): string | null =>
  nextCursor === null ? null : `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(nextCursor)}`

/**
 * Where the list begins of which an address shows a later page, as an address from there; null for one that shows no later page. Its path is left
 * out, so that one that looks like another host leads nowhere else.
 */
export function beginningOf(url: string): string | null {
  const search = new URLSearchParams(/\?.*/.exec(url)?.[0])
  if (!search.has('after')) return null
  search.delete('after')
  return `?${search.toString()}`
}
