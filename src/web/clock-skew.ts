import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Gauge } from 'prom-client'

import { oneRow } from '../shared/database/rows.js'
import { UnitOfWork } from '../shared/database/unit-of-work.js'
import type { Log } from '../shared/log.js'
import { LOG } from '../shared/tokens.js'
import { Metrics } from './metrics.js'

/** Milliseconds since 1970 by the clock of this process. */
export type OwnClock = () => number

/** The one place that looks at it, to say how wrong it is: nothing is decided by it. */
// eslint-disable-next-line no-restricted-properties -- see above
export const ownClock: OwnClock = () => Date.now()

const LOOK_EVERY_MS = 30_000
/** Beyond this somebody has to know: log lines of several machines are read side by side. */
const TOLERATED_MS = 100

/** Milliseconds by which the own clock is ahead of the database's, and by how many that may be wrong: half of the way there and back. */
export interface Skew {
  aheadMs: number
  uncertainMs: number
}

/** How far the two certainly are apart at least. */
export const certainMs = ({ aheadMs, uncertainMs }: Skew): number => Math.max(0, Math.abs(aheadMs) - uncertainMs)

/**
 * Watches how far the clock of this process is from the database's. Only the database's decides anything; but the log is stamped by the
 * own one, and ids sort by it, so an operator must know.
 */
@Injectable()
export class ClockSkew implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined
  private isSkewed = false
  private readonly gauge: Gauge

  constructor(
    private readonly unitOfWork: UnitOfWork,
    metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.gauge = new Gauge({
      name: 'clock_skew_seconds',
      help: 'By how much the clock of this process is ahead of the clock of the database',
      registers: [metrics.registry],
    })
  }

  /** Looks now and then again and again until the application ends. */
  watch(clock: OwnClock = ownClock): void {
    const look = (): void => {
      // Whether the database is away is told by those who need it.
      this.look(clock).catch(() => undefined)
    }
    look()
    this.timer = setInterval(look, LOOK_EVERY_MS).unref()
  }

  /** Measures once, sets the metric, and says in the log when the skew begins and when it is over. */
  async look(clock: OwnClock): Promise<Skew> {
    const skew = await this.measure(clock)
    this.gauge.set(skew.aheadMs / 1_000)
    this.tell(skew)
    return skew
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  /** The server's own clock and not market_now(), which tests move. */
  private async measure(clock: OwnClock): Promise<Skew> {
    const sentMs = clock()
    const { ms } = await this.unitOfWork.readPublic(view =>
      oneRow<{ ms: number }>(view, 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms'),
    )
    const answeredMs = clock()
    return { aheadMs: Math.round((sentMs + answeredMs) / 2 - ms), uncertainMs: Math.ceil(Math.abs(answeredMs - sentMs) / 2) }
  }

  private tell(skew: Skew): void {
    const isSkewed = certainMs(skew) > TOLERATED_MS
    if (isSkewed && !this.isSkewed) this.log.error(skew, 'clock skew')
    if (!isSkewed && this.isSkewed) this.log.info(skew, 'the clocks agree again')
    this.isSkewed = isSkewed
  }
}
