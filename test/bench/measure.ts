export interface Contender {
  name: string
  run: () => unknown
}

const ROUNDS = 9
const ROUND_MS = 150

/** Microseconds that each takes at the median of several rounds, taken in turns so that a busy moment hits all alike. */
export async function measured(contenders: readonly Contender[]): Promise<Map<string, number>> {
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, run } of contenders) {
      const sample = await timeOf(run)
      // The first round warms up.
      if (round > 0) samples.get(name)?.push(sample)
    }
  }
  return new Map([...samples].map(([name, taken]) => [name, median(taken)]))
}

async function timeOf(run: () => unknown): Promise<number> {
  const started = performance.now()
  let runs = 0
  let taken = 0
  while (taken < ROUND_MS) {
    for (let each = 0; each < 10; each += 1) {
      const result = run()
      if (result instanceof Promise) await result
    }
    runs += 10
    taken = performance.now() - started
  }
  return (taken * 1000) / runs
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN

export const microseconds = (time: number): string => `${time < 100 ? time.toFixed(1) : time.toFixed(0)} µs`

export const times = (ratio: number): string => `× ${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0)}`

/** A Markdown table; the first row is its head. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_cell, place) => (place === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}
