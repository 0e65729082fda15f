import type { Experiment } from './experiment.js'

/** In the order in which they run. */
export const EXPERIMENTS: readonly Experiment[] = []
