import { RepeatRefused } from './domain/errors.js'
import type { Actor } from './domain/actor.js'
import { firstRow, oneRow } from './database/rows.js'
import { askLast, type Readable, type Tx, type UnitOfWork } from './database/unit-of-work.js'

/** A client's Idempotency-Key and the route it was sent to. */
export interface KeyOfRoute {
  route: string
  key: string
}

/** The same with the hash of the whole request it came with. */
export interface RepeatKey extends KeyOfRoute {
  fingerprint: Buffer
}

/** What a verb leaves behind, just enough to find it again: ids and numbers, never content or secrets. */
export type OutcomeReference = Readonly<Record<string, string | number | boolean>>

/**
 * Runs `work` in one transaction, at most once per actor, organisation, route and key in 24 hours: a repeat gets the first outcome's
 * reference. Without a key it simply runs. Throws IdempotencyKeyReused for another request and IdempotencyKeyInFlight while the first runs.
 */
export const runOnce = <T extends OutcomeReference>(
  unitOfWork: UnitOfWork,
  actor: Actor,
  repeat: RepeatKey | null,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => runOnceAfter(unitOfWork, actor, repeat, () => Promise.resolve(null), work)

/** The same where something is to be looked up before anything is held: it is asked together with the key, and `work` is given it. */
export function runOnceAfter<First, T extends OutcomeReference>(
  unitOfWork: UnitOfWork,
  actor: Actor,
  repeat: RepeatKey | null,
  first: (view: Readable) => Promise<First>,
  work: (tx: Tx, found: First) => Promise<T>,
): Promise<T> {
  if (repeat === null) return unitOfWork.runAfter(actor, first, work)
  const lookUp = async (view: Readable) => {
    // Statements one after the other, of which the second begins when the first holds the key. A repeat is answered whatever became of the third.
    const [, earlier, [found]] = await Promise.all([
      lockKey(view, actor, repeat),
      findRecorded(view, actor, repeat),
      Promise.allSettled([first(view)]),
    ])
    return { earlier, found }
  }
  return unitOfWork.runAfter(actor, lookUp, async (tx, { earlier, found }) => {
    if (earlier !== null) return outcomeOf(earlier, repeat) as T
    if (found.status === 'rejected') throw found.reason
    const outcome = await work(tx, found.value)
    await askLast(tx, recordOutcome(tx, actor, repeat, outcome))
    return outcome
  })
}

/** Whether the key has an outcome already, for whatever has to be asked before the body is read. The work itself goes through runOnce all the same. */
export const wasDone = async (view: Readable, actor: Actor, repeat: RepeatKey): Promise<boolean> =>
  (await findRecorded(view, actor, repeat)) !== null

/**
 * Whether a request with this key is being carried out at this moment, whatever process does it. While the answer is no, none begins until
 * the transaction ends, so that what is read next is the outcome. Read it in this transaction: a snapshot taken before misses what was just
 * committed. Those who ask do not get into each other's way; a request that comes meanwhile is told to ask again.
 */
export async function isInFlight(tx: Tx, actor: Actor, asked: KeyOfRoute): Promise<boolean> {
  return !(await tryLock(tx, 'pg_try_advisory_xact_lock_shared', scopeOf(actor, asked)))
}

const scopeOf = (actor: Actor, repeat: KeyOfRoute): string[] => [actor.personId, actor.organisationId, repeat.route, repeat.key]

/** Tries and does not wait: an insert would wait for the other transaction instead of answering. */
async function lockKey(view: Readable, actor: Actor, repeat: RepeatKey): Promise<void> {
  if (!(await tryLock(view, 'pg_try_advisory_xact_lock', scopeOf(actor, repeat))))
    throw new RepeatRefused(
      'conflict',
      'idempotency-key-in-flight',
      'The first request with this Idempotency-Key is still running. Ask again in a moment.',
    )
}

async function tryLock(
  view: Readable,
  lock: 'pg_try_advisory_xact_lock' | 'pg_try_advisory_xact_lock_shared',
  scope: readonly string[],
): Promise<boolean> {
  const { locked } = await oneRow<{ locked: boolean }>(view, `SELECT ${lock}(hashtextextended($1, 0)) AS locked`, [JSON.stringify(scope)])
  return locked
}

interface Recorded {
  fingerprint: Buffer
  outcome: unknown
}

const findRecorded = (view: Readable, actor: Actor, repeat: RepeatKey): Promise<Recorded | null> =>
  firstRow(
    view,
    `SELECT fingerprint, outcome FROM idempotency_key
     WHERE person_id = $1 AND organisation_id = $2 AND route = $3 AND key = $4 AND created_at > market_now() - interval '24 hours'`,
    scopeOf(actor, repeat),
  )

function outcomeOf(earlier: Recorded, repeat: RepeatKey): unknown {
  if (!earlier.fingerprint.equals(repeat.fingerprint)) {
    throw new RepeatRefused(
      'refused',
      'idempotency-key-reused',
      'This Idempotency-Key was used for another request. Take a new key for a new request.',
    )
  }
  return earlier.outcome
}

/** With the key locked and no outcome found, a row that is there all the same is older than 24 hours. */
function recordOutcome(tx: Tx, actor: Actor, repeat: RepeatKey, outcome: OutcomeReference): Promise<unknown> {
  return tx.query(
    `INSERT INTO idempotency_key (person_id, organisation_id, route, key, fingerprint, outcome) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (person_id, organisation_id, route, key) DO UPDATE SET fingerprint = $5, outcome = $6, created_at = market_now()`,
    [...scopeOf(actor, repeat), repeat.fingerprint, JSON.stringify(outcome)],
  )
}
