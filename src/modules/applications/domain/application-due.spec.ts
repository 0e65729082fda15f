import { describe, expect, it } from '@jest/globals'

import { dueAfter } from './application-due.js'

const FIGURE = { key: 'join-decision', value: '10', source: 'PCR 2015 reg. 34(16)', confidence: 'found' }

describe('When a decision on an application is due', () => {
  it.each([
    ['V application received, 10 working days', '2026-11-23', '10', '2026-12-07'],
    ['V application received, 15 working days', '2026-11-23', '15', '2026-12-14'],
    ['over Christmas', '2026-12-24', '10', '2027-01-12'],
  ])('%s: received %s, %s days, is %s', (_, receivedOn, value, dueOn) => {
    const due = dueAfter(receivedOn, { ...FIGURE, value })
    expect(due.dueOn).toBe(dueOn)
    expect(due.dueBy).toMatchObject({ figure: 'join-decision', workingDays: Number(value), calendar: 'england-and-wales' })
  })
})
