import { expect, it } from '@jest/globals'

import type { Experiment } from '../experiments/experiment.js'

const SCALE = 0.02
/** Processes start in it, and on a machine that is busy with other things they take their time. */
const AT_LONGEST_MS = 180_000

/** The experiment itself, small: what it promises holds, and it has figures to show for it. */
export function itHolds(experiment: Experiment): void {
  it(
    experiment.promise,
    async () => {
      const { figures, failures } = await experiment.run({ seed: 1, scale: SCALE, say })
      expect(failures).toEqual([])
      expect(figures.length).toBeGreaterThan(2)
      for (const [name, value] of figures) expect(`${name}: ${value}`).toMatch(/^.+: .+$/)
    },
    AT_LONGEST_MS,
  )
}

/** What cannot be tried on this machine has to be heard; how it goes need not. */
function say(line: string): void {
  if (line.startsWith('WITHOUT')) process.stderr.write(`${line}\n`)
}
