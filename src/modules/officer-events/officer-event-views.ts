import type { DomainError } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { EVENT_KINDS, type EventKind } from './domain/officer-event.js'
import type { EventFilter, OfficerEvent } from './officer-event-queries.js'
import type { WaitingOfKind } from './officer-events.service.js'
import type { RefusedAttempt } from './refused-attempts.service.js'

export const WATCH = '/officer/watch'
export const REFUSED = '/officer/watch/refused'

/** How the list may be filtered, as its address says it: what is no filter is as if it were not there. */
export const filterOf = (kind: unknown, seen: unknown): EventFilter => ({
  kind: EVENT_KINDS.find(each => each === kind),
  acknowledged: seen === 'all' ? undefined : seen === 'yes',
})

export const watchView = (page: Page<OfficerEvent>, counts: readonly WaitingOfKind[], filter: EventFilter) => ({
  events: page.items.map(shown),
  counts: counts.map(({ kind, waiting }) => ({ kind, waiting, href: addressOf({ kind, acknowledged: false }) })),
  waiting: counts.reduce((sum, { waiting }) => sum + waiting, 0),
  kinds: EVENT_KINDS,
  filter: { kind: filter.kind ?? '', seen: seenOf(filter) },
  refusedHref: REFUSED,
  next: page.nextCursor === null ? null : addressOf(filter, page.nextCursor),
})

export const eventView = (event: OfficerEvent, mayAcknowledge: boolean, form: FormView, refusal?: DomainError) => ({
  event: shown(event),
  mayAcknowledge: mayAcknowledge && event.acknowledgement === null,
  isForOthers: !mayAcknowledge && event.acknowledgement === null,
  form: refusal?.code === 'officer-event-acknowledged' ? { ...form, summary: [{ text: CAME_SECOND }] } : form,
})

export const refusedView = ({ items, nextCursor }: Page<RefusedAttempt>) => ({
  back: WATCH,
  attempts: items.map(({ requirementId, ...attempt }) => ({ ...attempt, requirementHref: `/opportunities/${requirementId}` })),
  next: nextCursor === null ? null : `${REFUSED}?after=${encodeURIComponent(nextCursor)}`,
})

/** The page shows what the other officer said. */
const CAME_SECOND = 'Another officer acknowledged this a moment ago. What you sent changed nothing. This page shows what they said.'

const shown = ({ page, ...event }: OfficerEvent) => ({ ...event, href: `${WATCH}/${event.id}`, furtherHref: page })

const seenOf = ({ acknowledged }: EventFilter): string => (acknowledged === undefined ? 'all' : acknowledged ? 'yes' : 'no')

function addressOf(filter: { kind?: EventKind | undefined; acknowledged?: boolean | undefined }, after?: string): string {
  const query = new URLSearchParams({ seen: seenOf(filter) })
  if (filter.kind !== undefined) query.set('kind', filter.kind)
  if (after !== undefined) query.set('after', after)
  return `${WATCH}?${query.toString()}`
}
