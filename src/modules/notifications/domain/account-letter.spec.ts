import { describe, expect, it } from '@jest/globals'

import { SIGN_IN_NOTICES } from '../sign-in-notices.js'
import { aboutAccount } from './account-letter.js'

describe('A letter about an account', () => {
  it('tells when, and with what where that is known', () => {
    expect(aboutAccount('2026-07-01T12:00:00.000000Z', 'Firefox on Windows').slice(0, 2)).toEqual([
      'When: 1 July 2026 at 13:00:00 (BST)',
      'With: Firefox on Windows',
    ])
    expect(aboutAccount('2026-07-01T12:00:00.000000Z', undefined)[1]).toBe('If this was you, there is nothing to do.')
  })

  it('keeps what a program calls itself on one line', () => {
    expect(aboutAccount('2026-07-01T12:00:00.000000Z', 'x\r\nBcc: y')[1]).toBe('With: x Bcc: y')
  })

  it('has no address to click, and says what to do', () => {
    const words = [...SIGN_IN_NOTICES.map(({ text }) => text), ...aboutAccount('2026-07-01T12:00:00.000000Z', 'x')].join(' ')
    expect(words).not.toMatch(/https?:/)
    expect(words).toContain('sign out everywhere')
  })
})
