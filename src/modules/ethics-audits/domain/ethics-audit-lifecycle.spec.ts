import { describe, expect, it } from '@jest/globals'

import { AUDIT_STATES, type AuditState, moveAudit } from './ethics-audit-lifecycle.js'

const LEGAL: [AuditState, AuditState][] = [
  ['open', 'awaiting-second'],
  ['open', 'signed-off'],
  ['awaiting-second', 'open'],
  ['awaiting-second', 'signed-off'],
]

const ILLEGAL = AUDIT_STATES.flatMap(from => AUDIT_STATES.map((to): [AuditState, AuditState] => [from, to])).filter(
  ([from, to]) => !LEGAL.some(([start, end]) => start === from && end === to),
)

describe('An ethics audit', () => {
  it.each(LEGAL)('may go from %s to %s', (from, to) => {
    expect(moveAudit(from, to)).toBe(to)
  })

  it.each(ILLEGAL)('may not go from %s to %s', (from, to) => {
    expect(() => moveAudit(from, to)).toThrow(`An audit cannot go from ${from} to ${to}.`.replaceAll('-', ' '))
  })
})
