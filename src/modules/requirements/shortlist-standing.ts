import { marketNow } from '../../shared/database/market-now.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { listLegalFigures } from '../law/legal-figures.js'
import { differenceFrom, type ListDifference, type NamedSupplier } from '../memberships/match-suppliers.js'
import { isStale, validityOf } from './domain/shortlist-validity.js'
import type { Requirement } from './requirement.entity.js'
import { findLastRun, findShortlist, type Shortlist, type ShortlistRun, takeRun } from './shortlist-queries.js'

type Of = Pick<Requirement, 'id' | 'categoryIds'> & { regime: string }

/** How the last run of a shortlist stands to who matches now. */
export interface RunStanding {
  run: ShortlistRun
  isStale: boolean
  difference: ListDifference
}

export async function standingOfRun(view: Readable, { categoryIds }: Of, { tokens }: Shortlist, run: ShortlistRun): Promise<RunStanding> {
  const today = londonDay(await marketNow(view))
  return {
    run,
    isStale: isStale(run, today, categoryIds),
    difference: await differenceFrom(view, { categoryIds, tokens }, run.supplierIds),
  }
}

/** The same of the newest run; null where nothing was chosen. */
export async function findRunStanding(view: Readable, requirement: Of): Promise<RunStanding | null> {
  const shortlist = await findShortlist(view, requirement.id)
  const run = shortlist === null ? null : await findLastRun(view, requirement.id)
  return shortlist === null || run === null ? null : standingOfRun(view, requirement, shortlist, run)
}

/** Takes down who matches now, how long that holds by the law of the requirement, and who looked. Answers what the log says of it. */
export async function runShortlist(
  tx: Tx,
  actor: Actor,
  { categoryIds, regime }: Of,
  shortlist: Shortlist,
  runAt: Instant,
): Promise<LoggedRun> {
  const today = londonDay(runAt)
  const figure = (await listLegalFigures(tx, today)).find(each => each.key === 'shortlist-validity' && each.regime === regime)
  const run = await takeRun(tx, shortlist, categoryIds, { ...validityOf(today, figure), runAt }, actor.personId)
  const { number, hash, holdsUntil, supplierIds } = run
  return { number, count: supplierIds.length, hash, holdsUntil }
}

interface LoggedRun {
  number: number
  count: number
  hash: string
  holdsUntil: string | null
}

/**
 * Before publication: a run that is too old is made again by whoever says that they saw what changed, naming the list as it is now by its hash. Without a
 * shortlist, or under a law that names no days, there is nothing to see: everybody who matches at the moment is invited anyway. Answers the shortlist, and what the log says.
 */
export async function refuseStaleShortlist(
  tx: Tx,
  actor: Actor,
  requirement: Requirement,
  seenList: string | null,
): Promise<{ shortlist: Shortlist | null; log: { shortlistRun?: LoggedRun } }> {
  const shortlist = await findShortlist(tx, requirement.id)
  const run = shortlist === null ? null : await findLastRun(tx, requirement.id)
  if (shortlist === null || run === null) return { shortlist, log: {} }
  const standing = await standingOfRun(tx, requirement, shortlist, run)
  if (!standing.isStale) return { shortlist, log: {} }
  if (standing.difference.hash !== seenList) throw new ShortlistStale(standing)
  return { shortlist, log: { shortlistRun: await runShortlist(tx, actor, requirement, shortlist, await marketNow(tx)) } }
}

/** As many as are named in a refusal. */
const NAMED = 100

class ShortlistStale extends Conflict {
  constructor({ run: { number, runAt, holdsUntil }, difference: { hash, matching, added, gone } }: RunStanding) {
    super(
      'shortlist-stale',
      'The shortlist has to be run again before the requirement is published with it. See who was added and who is gone, run it again, then publish.',
      {
        run: { number, runAt, holdsUntil },
        list: { hash, matching, added: named(added), addedCount: added.length, gone: named(gone), goneCount: gone.length },
      },
    )
  }
}

const named = (suppliers: readonly NamedSupplier[]): NamedSupplier[] => suppliers.slice(0, NAMED)
