import { expect, it } from '@jest/globals'

import { deadlineRace } from './experiments/deadline-race/e5-deadline-race.js'

it('a bid counts if and only if it was received before the deadline, whatever else goes on (E5, a short run)', async () => {
  const { figures, failures } = await deadlineRace.run({ seed: 1, scale: 0.003, say: () => undefined })
  expect(failures).toEqual([])
  const figure = new Map(figures)
  expect(figure.get('tries')).toMatch(/^320 of 300 planned/)
  expect(Number(figure.get('accepted'))).toBeGreaterThan(0)
  expect(Number(figure.get('refused'))).toBeGreaterThan(0)
})
