import { KILL_AT_THE_SURGE } from './e1-kill-at-the-surge.js'
import { POSTGRES_CRASH } from './e2-postgres-crash.js'
import type { Experiment } from './experiment.js'

/** In the order in which they run. */
export const EXPERIMENTS: readonly Experiment[] = [
  KILL_AT_THE_SURGE,
  POSTGRES_CRASH,
]
