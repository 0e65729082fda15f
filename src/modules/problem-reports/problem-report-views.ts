import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import type { bidHead } from '../bids/bid-head.js'
import type { ProblemReport } from './problem-reports.service.js'

/** A bid, or an opportunity without one: what it is called, and where its page is. */
export interface ReportedThing {
  bid: ReturnType<typeof bidHead> | null
  href: string
  title: string
}

export const reportProblemView = ({ bid, href, title }: ReportedThing, address: string, form: FormView) => ({
  bid,
  back: href,
  thingTitle: title,
  address,
  form,
})

export const problemReportsView = ({ items, nextCursor }: Page<ProblemReport>) => ({
  reports: items.map(({ requirementId, ...report }) => ({
    ...report,
    requirementHref: `/opportunities/${requirementId}`,
    // Where time is given after an outage.
    changesHref: `/buyer/requirements/${requirementId}/changes`,
  })),
  next: nextCursor === null ? null : `/officer/problem-reports?after=${encodeURIComponent(nextCursor)}`,
})
