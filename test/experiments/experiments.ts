import { deadlineRace } from './deadline-race/e5-deadline-race.js'
import { doubleSubmit } from './double-submit/e6-double-submit.js'
import type { Experiment } from './experiment.js'
import { UPLOADS } from './uploads.js'

/** In the order in which they run. */
export const EXPERIMENTS: readonly Experiment[] = [deadlineRace, doubleSubmit, UPLOADS]
