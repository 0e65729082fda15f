/** The value below which this part (0 to 1) of the values lie, by nearest rank; 0 of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0
}

/** "12 ms", "480 ms", "1.25 s". */
export const shownMs = (ms: number): string => (ms < 1_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1_000).toFixed(2)} s`)

/** "half 14 ms, 99 % 210 ms, longest 1.25 s". */
export const spread = (values: readonly number[]): string =>
  `half ${shownMs(percentile(values, 0.5))}, 99 % ${shownMs(percentile(values, 0.99))}, longest ${shownMs(percentile(values, 1))}`

/** How often each occurs: "409 × 3, 503 × 12". */
export function counted(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const shown = [...counts].toSorted(([a], [b]) => a.localeCompare(b)).map(([name, count]) => `${name} × ${count}`)
  return shown.length === 0 ? 'none' : shown.join(', ')
}
