import { deadlineRace } from './deadline-race/e5-deadline-race.js'
import { doubleSubmit } from './double-submit/e6-double-submit.js'
import { KILL_AT_THE_SURGE } from './e1-kill-at-the-surge.js'
import { POSTGRES_CRASH } from './e2-postgres-crash.js'
import { QUEUE_LOSS } from './e3-queue-loss.js'
import { DUPLICATE_DELIVERY } from './e4-duplicate-delivery.js'
import { CLOCK_SKEW } from './e7-clock-skew.js'
import type { Experiment } from './experiment.js'
import { ROW_LEAKS } from './e19-row-leaks.js'
import { FUZZ } from './fuzz/fuzz.js'
import { OPENING_FAILURES } from './opening-failures/e14-opening-failures.js'
import { SECRECY_SWEEP } from './secrecy-sweep/e13-secrecy-sweep.js'
import { TAMPER_DRILLS } from './tamper-drills/e12-tamper-drills.js'
import { UPLOADS } from './uploads.js'

/** In the order in which they run. */
export const EXPERIMENTS: readonly Experiment[] = [
  KILL_AT_THE_SURGE,
  POSTGRES_CRASH,
  QUEUE_LOSS,
  DUPLICATE_DELIVERY,
  deadlineRace,
  doubleSubmit,
  CLOCK_SKEW,
  TAMPER_DRILLS,
  SECRECY_SWEEP,
  OPENING_FAILURES,
  ROW_LEAKS,
  UPLOADS,
  FUZZ,
]
