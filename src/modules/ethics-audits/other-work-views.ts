import { APPLICATIONS } from '../applications/officer-application-links.js'
import type { OfficerWork } from '../applications/officer-work.js'
import { REMOVALS_TO_CONFIRM, REVIEWS } from '../memberships/membership-links.js'

/** What waits besides audits, with the queue of each; null for whoever has no part in it. */
export const otherWorkView = (work: OfficerWork | null) =>
  work === null
    ? null
    : [
        { href: `${APPLICATIONS}?overdue=true`, text: 'Applications that are overdue', count: work.overdue, isLate: work.overdue > 0 },
        { href: `${APPLICATIONS}?dueSoon=true`, text: 'Applications that are due soon', count: work.dueSoon, isLate: false },
        { href: `${APPLICATIONS}?unclaimed=true`, text: 'Applications that nobody has claimed', count: work.unclaimed, isLate: false },
        { href: REVIEWS, text: 'Changes of members to look at', count: work.reviews, isLate: work.overdueReviews > 0 },
        { href: REMOVALS_TO_CONFIRM, text: 'Removals that wait for a second person', count: work.removals, isLate: false },
      ]
