import { expect, it } from '@jest/globals'

import { randomFrom } from '../../support/random-from.js'
import { Aim, type Plan } from './aim.js'

const MS = 1000

/** Races of a machine that takes so long to bring each submission to where it waits, or to its decision. */
function raceOn(tookMs: number, aim: Aim, races: number): Plan[] {
  return Array.from({ length: races }, () => {
    const plan = aim.draw(16)
    const waits = plan.obstacle === 'nothing' ? -Infinity : plan.releaseAt + 3 * MS
    const seen = plan.sendAt.map(sentAt => ({ sentAt, decidedAt: Math.max(sentAt + tookMs * MS, waits) }))
    aim.learn(plan, plan.releaseAt, seen)
    return plan
  })
}

const earliestMs = (plans: readonly Plan[]): number => -Math.min(...plans.flatMap(({ sendAt }) => sendAt)) / MS

it.each([
  [40, 450, 'a quick machine'],
  [600, 1_300, 'a busy machine'],
])('sends no earlier than it takes, %d ms and the wait of at most 300 ms (%s)', (tookMs, atMostMs) => {
  const aim = new Aim(randomFrom(1))
  raceOn(tookMs, aim, 200)
  expect(earliestMs(raceOn(tookMs, aim, 100))).toBeLessThan(atMostMs)
})

it('sends later again once a machine is no longer busy', () => {
  const aim = new Aim(randomFrom(1))
  raceOn(2_000, aim, 100)
  raceOn(40, aim, 400)
  expect(earliestMs(raceOn(40, aim, 100))).toBeLessThan(600)
})

it('brings most submissions to a held lock before it is let go', () => {
  const aim = new Aim(randomFrom(1))
  raceOn(600, aim, 200)
  const plans = raceOn(600, aim, 100).filter(({ obstacle }) => obstacle !== 'nothing')
  const there = plans.flatMap(({ sendAt, releaseAt }) => sendAt.map(at => at + 600 * MS <= releaseAt))
  expect(there.filter(Boolean).length / there.length).toBeGreaterThan(0.6)
})
