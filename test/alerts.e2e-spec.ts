import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parser } from '@prometheus-io/lezer-promql'
import { parse } from 'yaml'

import { Metrics } from '../src/web/metrics.js'
import { ClockSkew, ownClock } from '../src/web/clock-skew.js'
import { TestApp } from './support/test-app.js'
import { anOpening, anOpenRequirement, aPassingBid } from './support/world.js'

interface Alert {
  alert: string
  expr: string
}

const read = (path: string): string => readFileSync(`docs/${path}`, 'utf8')

const { groups } = parse(read('operating/alerts.yml')) as { groups: { rules: Alert[] }[] }
const alerts = groups.flatMap(({ rules }) => rules)
const { panels } = JSON.parse(read('operating/dashboard.json')) as { panels: { title: string; targets: { expr: string }[] }[] }
const expressions = [
  ...alerts.map(({ alert, expr }): [string, string] => [alert, expr]),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }): [string, string] => [title, expr])),
]

/** The metrics that an expression names; "an error" where Prometheus' grammar does not know it. */
function metricsIn(expression: string): string[] {
  const found: string[] = []
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) found.push('an error')
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') found.push(expression.slice(from, to))
    },
  })
  return found
}

describe('Dashboard and alerts', () => {
  let test: TestApp
  const shown = (): Promise<string> => test.app.get(Metrics).registry.metrics()

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    await test.app.get(ClockSkew).look(ownClock)
  })
  afterAll(() => test.stop())

  it.each(expressions)('ask in "%s" for metrics that there are', async (_, expression) => {
    const names = metricsIn(expression)
    const metrics = await shown()
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter(name => !new RegExp(`^# TYPE ${name.replace(/_(count|bucket|sum)$/, '')} `, 'm').test(metrics))).toEqual([])
  })

  it('each have a section that says what to do', () => {
    const manual = read('operating.md')
    const told = [...manual.slice(manual.indexOf('## Alerts'), manual.indexOf('## Backup')).matchAll(/^### (\w+)$/gm)].map(
      ([, name]) => name,
    )
    expect(told.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted())
  })

  it('know no metric but those of the manual', async () => {
    const own = [...(await shown()).matchAll(/^# TYPE (\w+) /gm)]
      .map(([, name]) => String(name))
      .filter(name => !/^(process|nodejs)_/.test(name))
    expect(own.filter(name => !read('operating.md').includes(`| \`${name}\``))).toEqual([])
  })

  it('tell of submissions only after the opening', async () => {
    const accepted = (): Promise<string | undefined> =>
      shown().then(text => /^opened_submissions\{outcome="accepted"\} (\d+)$/m.exec(text)?.[1])
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    expect(await accepted()).toBe('0')
    await anOpening(test, 'rival-admin')
    expect(await accepted()).toBe('1')
  })
})
