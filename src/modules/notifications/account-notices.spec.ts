import { describe, expect, it } from '@jest/globals'

import { ACCOUNT_NOTICES } from './account-notices.js'
import { ACCOUNT_LETTERS, type AccountFacts } from './domain/account-letters.js'

const CODE = 'c0de'.repeat(10)

const FACTS: AccountFacts = {
  code: { text: CODE, expiresAt: '2026-12-04T17:00:00.000000Z' },
  organisation: 'First\r\nBcc: everybody@example.test Council',
  person: { name: 'New\ncolleague', email: 'new@example.test' },
  roles: ['buyer-author', 'evaluator'],
  reason: 'The number\nbelongs to another firm.',
  publicUrl: 'https://market.example',
}

const letter = (on: string, facts: AccountFacts = FACTS): string[] => ACCOUNT_LETTERS[on]?.(facts) ?? []

describe('A letter about accounts', () => {
  it('is there for each event that is told of, and for no other', () => {
    expect(Object.keys(ACCOUNT_LETTERS).toSorted()).toEqual(ACCOUNT_NOTICES.map(({ on }) => on).toSorted())
  })

  it.each(ACCOUNT_NOTICES.map(({ on }) => on))('of %s says what to do next, each paragraph on one line', on => {
    const paragraphs = letter(on)
    expect(paragraphs.length).toBeGreaterThan(0)
    expect(paragraphs.filter(text => /[\r\n]/.test(text))).toEqual([])
    expect(paragraphs.join(' ')).toMatch(/https:\/\/market\.example\/[a-z]|tell an administrator|sends an invitation/)
  })

  it.each(ACCOUNT_NOTICES.filter(({ subjectType }) => subjectType === 'code').map(({ on }) => on))(
    'of %s holds a code at most on its own line, never in an address',
    on => {
      const holding = letter(on).filter(text => text.includes(CODE))
      expect(holding).toEqual(on === 'sign-up.repeated' ? [] : [`Code: ${CODE}`])
    },
  )

  it('tells neither roles nor codes that are not there', () => {
    expect(letter('role.revoked', { ...FACTS, roles: [] }).join('\n')).toContain('Now holds: no role')
    expect(letter('invitation.sent', { ...FACTS, code: null }).join('\n')).not.toContain('Code:')
  })
})
