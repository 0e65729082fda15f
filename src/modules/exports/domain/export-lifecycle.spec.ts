import { describe, expect, it } from '@jest/globals'

import { afterFailure, EXPORT_STATES, type ExportState, moveExport, MOST_ATTEMPTS } from './export-lifecycle.js'

const LEGAL: readonly [ExportState, ExportState][] = [
  ['waiting', 'making'],
  ['making', 'making'],
  ['making', 'waiting'],
  ['making', 'ready'],
  ['making', 'failed'],
  ['ready', 'removed'],
]

describe('An export', () => {
  it.each(EXPORT_STATES.flatMap(from => EXPORT_STATES.map(to => [from, to] as const)))('from %s to %s', (from, to) => {
    const act = () => moveExport(from, to)
    if (LEGAL.some(([one, other]) => one === from && other === to)) expect(act()).toBe(to)
    else expect(act).toThrow()
  })

  it('that failed is tried again, and not for ever', () => {
    expect([1, MOST_ATTEMPTS - 1, MOST_ATTEMPTS, MOST_ATTEMPTS + 1].map(afterFailure)).toEqual(['waiting', 'waiting', 'failed', 'failed'])
  })
})
