import { createHmac } from 'node:crypto'

import { Inject, Injectable } from '@nestjs/common'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { DomainError } from '../../shared/domain/errors.js'
import { deriveKey } from '../../shared/master-key.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'

/** After so many tries that failed each further one waits twice as long as the one before, up to the longest. A day without any forgets them. */
interface Pace {
  free: number
  longestSeconds: number
}

/**
 * Own figures, within NIST SP 800-63B section 5.2.2 (at most 100 failures in a row on one account): from one source some 100 guesses a day;
 * from all unknown sources together some 300, however many there are.
 */
const ONE_SOURCE: Pace = { free: 5, longestSeconds: 900 }
const ALL_SOURCES: Pace = { free: 20, longestSeconds: 300 }

/** What tries are counted by. */
export interface Counted {
  key: Buffer
  pace: Pace
}

export class SignInSlowed extends DomainError {
  constructor(retryAfterSeconds: number) {
    const detail = `Too many tries failed. Wait ${retryAfterSeconds} seconds and try again, or sign in from where you signed in before.`
    super('too-many', 'sign-in-slowed', detail, [], { retryAfterSeconds })
  }
}

/**
 * Slows guessing down and locks nobody out: tries count by account and source, and those from where nobody has signed in to the account before
 * also by account alone. A rival who fails a thousand times elsewhere does not reach whoever signs in from a known device or address.
 * Accounts are counted by what was typed, so that one that does not exist answers like one that does.
 */
@Injectable()
export class Slowdown {
  private readonly key: Buffer

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) config: RunningConfig,
  ) {
    this.key = deriveKey(config.masterKey, 'sign-in slowdown')
  }

  /** By account and source; from an unknown one also by account. */
  ofAccount(what: 'password' | 'code', account: string, source: string, isKnown: boolean): Counted[] {
    const bySource = { key: this.hash([what, account, source]), pace: ONE_SOURCE }
    return isKnown ? [bySource] : [bySource, { key: this.hash([what, account]), pace: ALL_SOURCES }]
  }

  /** By session: whoever has stolen one can slow down nobody but themselves. */
  ofSession(sessionId: string): Counted[] {
    return [{ key: this.hash(['session', sessionId]), pace: ONE_SOURCE }]
  }

  /** By person: only they try it, and no new session lets whoever stole one begin anew. */
  ofPassphrase(personId: string): Counted[] {
    return [{ key: this.hash(['passphrase', personId]), pace: ONE_SOURCE }]
  }

  /** Counts a try as failed before it is made, so that many at once are no more than one after the other; or throws SignInSlowed. */
  async count(counted: readonly Counted[]): Promise<void> {
    await this.unitOfWork.run(SYSTEM, async tx => {
      for (const each of counted) await countOne(tx, each)
    })
  }

  /** Takes back what a try that succeeded has counted: all of its source, and its own of the account. */
  async forgive(tx: Tx, counted: readonly Counted[]): Promise<void> {
    const [own, account] = counted
    if (own !== undefined) await tx.query('DELETE FROM sign_in_slowdown WHERE key = $1', [own.key])
    if (account === undefined) return
    await tx.query('DELETE FROM sign_in_slowdown WHERE key = $1 AND failures = 1', [account.key])
    await tx.query('UPDATE sign_in_slowdown SET failures = failures - 1 WHERE key = $1 AND failures > 1', [account.key])
  }

  private hash(parts: readonly string[]): Buffer {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest()
  }
}

/** While tries are free, the next may come at once, even one whose clock was read a moment earlier. */
async function countOne(tx: Tx, { key, pace }: Counted): Promise<void> {
  const counted = await firstRow(
    tx,
    `INSERT INTO sign_in_slowdown AS s (key, failures, last_failed_at, free_at)
     SELECT $1, 1, at, at - interval '1 day' FROM (SELECT market_now() AS at OFFSET 0) clock
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN s.last_failed_at < excluded.last_failed_at - interval '1 day' THEN 1 ELSE s.failures + 1 END,
       last_failed_at = excluded.last_failed_at,
       free_at = CASE WHEN s.last_failed_at < excluded.last_failed_at - interval '1 day' OR s.failures < $2 THEN excluded.free_at
                 ELSE excluded.last_failed_at + make_interval(secs => least($3, 2 ^ least(s.failures - $2, 20))) END
     WHERE s.free_at <= excluded.last_failed_at RETURNING failures`,
    [key, pace.free, pace.longestSeconds],
  )
  if (counted !== null) return
  const { seconds } = await oneRow<{ seconds: number }>(
    tx,
    'SELECT greatest(1, ceil(extract(epoch FROM free_at - market_now())))::int AS seconds FROM sign_in_slowdown WHERE key = $1',
    [key],
  )
  throw new SignInSlowed(seconds)
}
