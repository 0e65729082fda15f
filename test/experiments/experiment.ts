/** What an experiment saw: figures for the report, and each promise that did not hold. */
export interface Outcome {
  figures: readonly (readonly [name: string, value: string])[]
  failures: readonly string[]
}

export interface Setting {
  /** Makes the random choices; the same seed makes the same ones. */
  seed: number
  /** How much of the full size, from the short version of the suite up to 1. */
  scale: number
  /** Tells what is going on. */
  say: (line: string) => void
}

/** A trial of a promise under bad luck: bounded in time and number, on loopback only. */
export interface Experiment {
  id: string
  /** The promise, as a sentence that the outcome confirms or refutes. */
  promise: string
  run(setting: Setting): Promise<Outcome>
}
