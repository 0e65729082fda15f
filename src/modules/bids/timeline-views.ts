import type { Page } from '../../shared/keyset.js'
import { nextPage } from '../../web/pages/paging.js'
import type { RequirementView } from '../requirements/requirement-queries.js'
import type { StandingOfBid } from './bid-standing.service.js'
import { bidHref, receiptHref, bidHead } from './bid-head.js'
import type { TimelineEntryDto } from './timeline.dto.js'

export const bidTimelineView = (bid: StandingOfBid, entries: Page<TimelineEntryDto>) => ({
  bid: bidHead(bid),
  back: bidHref(bid.id),
  ...pageOf(entries, `${bidHref(bid.id)}/timeline`),
})

export const requirementTimelineView = ({ id, title }: RequirementView, entries: Page<TimelineEntryDto>) => ({
  bid: null,
  requirementTitle: title,
  back: `/opportunities/${id}`,
  problemHref: `/supplier/opportunities/${id}/report-a-problem`,
  ...pageOf(entries, `/supplier/opportunities/${id}/timeline`),
})

const pageOf = (page: Page<TimelineEntryDto>, address: string) => ({
  entries: page.items.map(entryOf),
  next: nextPage(address, page),
})

const RECEIVED = new Set(['bid.submitted', 'bid.replaced', 'bid.confirmed'])

const entryOf = ({ at, action, words, bidId, version, rules, personTitle, problem }: TimelineEntryDto) => ({
  at,
  words,
  outcome: action.endsWith('-refused') ? 'refused' : RECEIVED.has(action) ? 'received' : 'noted',
  receipt: RECEIVED.has(action) && bidId !== null && version !== null ? { version, href: receiptHref(bidId, version) } : null,
  rules: rules.join(', '),
  checkHref: rules.length > 0 && bidId !== null ? `${bidHref(bidId)}/check` : null,
  by: personTitle,
  problem,
})
