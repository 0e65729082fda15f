import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import type { Agreement } from '../agreements/agreements.service.js'
import type { OfficerWork } from '../applications/officer-work.js'
import { auditHref, QUEUE, shortBid } from './audit-addresses.js'
import type { AuditCounts } from './audit-counts.js'
import type { AuditSummary } from './audit-queue.js'
import { otherWorkView } from './other-work-views.js'
import { queryOf } from './queue-filter.js'
import { MOST_VIEWS, type SavedFilter, type SavedView } from './saved-views.service.js'

export interface QueueParts {
  page: Page<AuditSummary>
  filter: SavedFilter
  counts: AuditCounts
  agreements: readonly Agreement[]
  views: readonly SavedView[]
  /** What waits besides. */
  work: OfficerWork | null
}

export const queueView = ({ page, filter, counts, agreements, views, work }: QueueParts, form: FormView) => ({
  audits: page.items.map(rowOf),
  next: page.nextCursor === null ? null : addressOf({ ...filter, after: page.nextCursor }),
  filter,
  isFiltered: Object.keys(filter).some(name => name !== 'sort'),
  /** What is signed off is not counted. */
  counts: filter['state'] === 'signed-off' ? null : counts,
  agreements: agreements.map(({ id, name }) => ({ id, name })),
  views: views.map(view => viewOf(view, filter)),
  maySave: views.length < MOST_VIEWS,
  otherWork: otherWorkView(work),
  form,
})

const rowOf = (audit: AuditSummary) => ({ ...audit, href: auditHref(audit.id), bid: shortBid(audit.bidId) })

const viewOf = ({ id, name, filter }: SavedView, shown: SavedFilter) => ({
  name,
  href: addressOf(filter),
  removeHref: `${QUEUE}/views/${id}/remove`,
  isShown: queryOf(inOrder(filter)) === queryOf(inOrder(shown)),
})

const inOrder = (filter: SavedFilter): SavedFilter => Object.fromEntries(Object.entries(filter).toSorted())

export const addressOf = (filter: SavedFilter): string => (Object.keys(filter).length === 0 ? QUEUE : `${QUEUE}?${queryOf(filter)}`)
