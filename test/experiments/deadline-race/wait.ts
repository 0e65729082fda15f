import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'

import type { Micros } from './market-clock.js'

/** How much too late a timer may come. */
const TIMER_MS = 1.5

/** Waits until a moment of the database's clock, to a fraction of a millisecond: a timer first, then turn by turn. */
export async function until(moment: Micros, ahead: Micros): Promise<void> {
  for (;;) {
    const leftMs = (moment - ahead) / 1000 - performance.now()
    if (leftMs <= 0) return
    if (leftMs > TIMER_MS) await pause(leftMs - TIMER_MS)
    else await nextTurn()
  }
}
