import { describe, expect, it } from '@jest/globals'

import { refuseWeakPassword } from './password-rules.js'

const LIST = new Set(['password', 'letmein', 'iloveyou', 'correcthorsebatterystaple'])
const ABOUT = ['Buyer author', 'buyer-author@example.test']

const judge = (password: string) => (): void => {
  refuseWeakPassword(password, ABOUT, text => LIST.has(text))
}

describe('A password', () => {
  it.each([
    'copper lantern beside the ninth canal',
    'fifteen-letters',
    'ALL CAPITALS HERE',
    '318 462 905 117 4',
    'дом у реки и мост',
    'пятнадцать букв!',
    '🐑🐎🐄🐖🐓🐕🐈🐇🐁🐢🐍🐟🐙🐝🦋',
    ' blanks at both ends ',
    'a buyer and the author of eleven novels',
    'my marketplace of odd turnips',
    'x1'.concat('yz'.repeat(499)),
  ])('may be %j', password => {
    expect(judge(password)).not.toThrow()
  })

  it.each([
    ['password-too-short', ''],
    ['password-too-short', 'fourteen chars'],
    ['password-too-short', '🐑🐎🐄🐖🐓🐕🐈🐇🐁🐢🐍🐟🐙🐝'],
    ['password-too-common', 'correcthorsebatterystaple'],
    ['password-too-common', 'CorrectHorseBatteryStaple'],
    ['password-too-common', 'Password1234567'],
    ['password-too-common', '2026!!--Password--!!2026'],
    ['password-too-common', 'passwordpassword'],
    ['password-too-common', 'PasswordPassword2026'],
    ['password-too-common', 'iloveyouiloveyouiloveyou'],
    ['password-too-common', 'aaaaaaaaaaaaaaa'],
    ['password-too-common', 'abc123abc123abc123'],
    ['password-too-close', 'buyer-author@example.test'],
    ['password-too-close', 'Buyer Author 2026'],
    ['password-too-close', 'marketplace-2026'],
    ['password-too-close', 'AI-Procurement-2026-buyer'],
  ])('is %s: %j', (code, password) => {
    expect(judge(password)).toThrow(
      expect.objectContaining({ kind: 'refused', code, errors: [expect.objectContaining({ pointer: '/password' })] }),
    )
  })
})
