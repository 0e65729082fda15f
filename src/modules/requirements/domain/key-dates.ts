import type { Instant } from '../../../shared/domain/instant.js'

/** What stands in the timeline of a requirement, besides what became of it by a change. */
type Milestone = 'published' | 'extended' | 'amended' | 'reopened' | 'cancelled' | 'questions-end' | 'bids-end' | 'opened'

interface KeyDate {
  what: Milestone
  at: Instant
  isPast: boolean
}

export interface Dated {
  publishedAt: Instant | null
  clarificationDeadline: Instant | null
  submissionDeadline: Instant | null
  bidsOpenedAt: Instant | null
  changes: readonly { kind: Milestone; changedAt: Instant }[]
}

/** First to last, by the clock that decides. What was to come is not expected any more once the requirement is cancelled. */
export function keyDates(
  { publishedAt, clarificationDeadline, submissionDeadline, bidsOpenedAt, changes }: Dated,
  now: Instant,
): KeyDate[] {
  const dates: [Milestone, Instant | null][] = [
    ['published', publishedAt],
    ['questions-end', clarificationDeadline],
    ['bids-end', submissionDeadline],
    ['opened', bidsOpenedAt],
    ...changes.map(({ kind, changedAt }): [Milestone, Instant] => [kind, changedAt]),
  ]
  const isCancelled = changes.some(({ kind }) => kind === 'cancelled')
  return dates
    .flatMap(([what, at]) => (at === null ? [] : [{ what, at, isPast: at <= now }]))
    .filter(({ isPast }) => isPast || !isCancelled)
    .toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
}
