import type { FormFields } from '../../web/pages/form-body.js'
import type { FeedEntry } from './opportunity-feed.service.js'
import { feedAddress, listAddress } from './opportunity-views.js'

/** For a feed that never held anything: RFC 4287 wants a moment all the same. */
const NEVER = '1970-01-01T00:00:00Z'

export function feedView(fields: FormFields, found: readonly FeedEntry[]) {
  const entries = found.map(entryOf)
  return {
    self: feedAddress(fields),
    list: listAddress(fields),
    search: clean(String(fields['q'] ?? '')),
    updated:
      entries
        .map(({ updated }) => updated)
        .toSorted()
        .at(-1) ?? NEVER,
    entries,
  }
}

const entryOf = ({ id, title, buyerName, tier, state, publishedAt, changedAt, submissionDeadline }: FeedEntry) => ({
  id,
  href: `/opportunities/${id}`,
  title: clean(title),
  buyerName: clean(buyerName),
  tier,
  state,
  submissionDeadline,
  published: publishedAt ?? NEVER,
  updated: changedAt ?? publishedAt ?? NEVER,
})

/** Signs that no XML may hold, however they are written. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const clean = (text: string): string => text.replaceAll(NOT_IN_XML, '')
