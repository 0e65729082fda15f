import type { Experiment } from './experiment.js'
import { UPLOADS } from './uploads.js'

/** In the order in which they run. */
export const EXPERIMENTS: readonly Experiment[] = [UPLOADS]
