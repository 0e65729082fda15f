import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'

import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { certainMs, ClockSkew, ownClock } from '../src/web/clock-skew.js'
import { Metrics } from '../src/web/metrics.js'
import { TestApp } from './support/test-app.js'

const TEN_MINUTES_MS = 600_000

describe('The clock of a process', () => {
  let test: TestApp
  let metrics: Metrics
  let skew: ClockSkew
  let lines: Record<string, unknown>[]

  beforeAll(async () => {
    test = await TestApp.start()
    metrics = new Metrics()
    lines = []
    const log = new PassThrough().on('data', (line: Buffer) => lines.push(JSON.parse(line.toString('utf8')) as Record<string, unknown>))
    skew = new ClockSkew(test.app.get(UnitOfWork), metrics, pino({ formatters: { level: level => ({ level }) } }, log))
  })
  afterAll(() => test.stop())

  const ahead = (ms: number) => () => ownClock() + ms
  const metric = async (): Promise<number> => Number(/^clock_skew_seconds (\S+)$/m.exec(await metrics.registry.metrics())?.[1])

  it('is measured against the clock of the database server, wherever the market’s clock was moved to', async () => {
    await test.moveClock('3 days')
    expect(certainMs(await skew.look(ownClock))).toBeLessThan(100)
    expect(Math.abs(await metric())).toBeLessThan(10)
    expect(lines).toEqual([])
  })

  it.each([
    ['ahead', TEN_MINUTES_MS],
    ['behind', -TEN_MINUTES_MS],
  ])('raises one alarm when it is ten minutes %s, shows it as a metric, and says when it is over', async (_, by) => {
    lines.length = 0
    await skew.look(ahead(by))
    const { aheadMs, uncertainMs } = await skew.look(ahead(by))
    expect(Math.abs(aheadMs - by)).toBeLessThanOrEqual(uncertainMs + 1_000)
    expect(await metric()).toBe(aheadMs / 1_000)
    await skew.look(ownClock)
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      ['error', 'clock skew'],
      ['info', 'the clocks agree again'],
    ])
  })

  it.each([
    [100, 0, 100],
    [-250, 40, 210],
    [80, 200, 0],
  ])('is certainly wrong by no more than what the way to the database leaves of it: %d ± %d', (aheadMs, uncertainMs, certain) => {
    expect(certainMs({ aheadMs, uncertainMs })).toBe(certain)
  })
})
