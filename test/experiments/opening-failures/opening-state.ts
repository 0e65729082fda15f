import type { TestApp } from '../../support/test-app.js'

/** What there is of an opening, as rows. */
interface OpeningState {
  /** Bids by their states. */
  bids: string
  readable: number
  openings: number
  consents: string
  opened: string
  lines: number
  events: number
}

/** What is opened of a requirement at this moment, wherever anything of it is written. */
export async function stateOf(test: TestApp, requirementId: string): Promise<OpeningState> {
  const [state] = await test.rows<OpeningState & Record<string, unknown>>(
    `SELECT (SELECT string_agg(b.id || ' ' || b.state, ',' ORDER BY b.id) FROM bid b WHERE b.requirement_id = r.id) AS bids,
            (SELECT count(*)::int FROM opened_bid WHERE requirement_id = r.id) AS readable,
            (SELECT count(*)::int FROM opening WHERE requirement_id = r.id) AS openings,
            (SELECT coalesce(string_agg(side || ' ' || person_id, ',' ORDER BY side), '') FROM opening_consent WHERE requirement_id = r.id) AS consents,
            concat_ws(' ', r.state, r.revision, r.bids_opened_at) AS opened,
            (SELECT count(*)::int FROM audit_event WHERE subject_id = r.id AND action = 'bids.opened') AS lines,
            (SELECT count(*)::int FROM outbox_event WHERE type = 'bids.opened' AND payload->>'requirementId' = r.id::text) AS events
     FROM requirement r WHERE r.id = $1`,
    [requirementId],
  )
  if (state === undefined) throw new Error('There is no such requirement.')
  return state
}

export type Outcome = 'nothing' | 'everything' | 'half'

/** Whether nothing was done since, everything, or something between. */
export function outcomeSince(before: OpeningState, after: OpeningState, submitted: number): Outcome {
  if (JSON.stringify(before) === JSON.stringify(after)) return 'nothing'
  const { bids, readable, openings, consents, lines, events } = after
  const isWhole =
    bids.split(',').filter(each => each.endsWith(' opened')).length === submitted &&
    !/ (submitted|draft)/.test(bids) &&
    readable === submitted &&
    [openings, lines, events].every(count => count === 1) &&
    consents.split(',').length === 2
  return isWhole ? 'everything' : 'half'
}

/** Attempts to open that stand in the log, and those of them that were refused. */
export async function attemptsIn(test: TestApp, requirementId: string): Promise<{ attempted: number; refused: number }> {
  const [row] = await test.rows<{ attempted: number; refused: number }>(
    `SELECT count(*) FILTER (WHERE action = 'bids.opening-attempted')::int AS attempted,
            count(*) FILTER (WHERE action = 'bids.opening-refused')::int AS refused
     FROM audit_event WHERE subject_id = $1`,
    [requirementId],
  )
  return row ?? { attempted: 0, refused: 0 }
}
