import { expect, it } from '@jest/globals'

import { doubleSubmit } from './experiments/double-submit/e6-double-submit.js'

it('submitting twice or meanwhile has one defined outcome each and leaves nothing half-written (E6, a short run)', async () => {
  const { figures, failures } = await doubleSubmit.run({ seed: 1, scale: 0.04, say: () => undefined })
  expect(failures).toEqual([])
  const figure = new Map(figures)
  expect(figure.get('one key, fifty times at once')).toContain('201')
  expect(figure.get('fifty keys at once')).toBe('200 ×49, 201 ×1')
  expect(figure.get('two writers on the same section')).toBe('200 ×1, 412 stale-version ×1')
})
