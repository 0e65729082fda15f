export interface Pace {
  perSecond: number
  p50: number
  p99: number
}

/** Works the jobs off in so many lanes at once, each lane its next job when the last is done; milliseconds at the median and at the 99th of 100. */
export async function inLanes<Job>(lanes: number, jobs: readonly Job[], work: (job: Job, lane: number) => Promise<void>): Promise<Pace> {
  const taken: number[] = []
  let next = 0
  const lane = async (_each: unknown, number: number): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const started = performance.now()
      await work(job, number)
      taken.push(performance.now() - started)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: lanes }, lane))
  const seconds = (performance.now() - started) / 1000
  const sorted = taken.toSorted((one, other) => one - other)
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
  return { perSecond: jobs.length / seconds, p50: at(0.5), p99: at(0.99) }
}
