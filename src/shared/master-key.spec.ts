import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'

import { describe, expect, it } from '@jest/globals'

import { deriveKey, parseMasterKey } from './master-key.js'

const BYTES = Buffer.from('4b8d0f6e21c97a35d2e8107f9cb364a85b1ef2937dc04a6689d1350eaf72cb1d', 'hex')
const hex = (make: (place: number) => number): string => Buffer.from(Array.from({ length: 32 }, (_, place) => make(place))).toString('hex')

describe('parseMasterKey', () => {
  it.each<[string, string]>([
    ['hexadecimal', BYTES.toString('hex')],
    ['hexadecimal in capitals', BYTES.toString('hex').toUpperCase()],
    ['base64', BYTES.toString('base64')],
    ['base64url', BYTES.toString('base64url')],
  ])('reads %s', (_, text) => {
    expect(parseMasterKey(text).export()).toEqual(BYTES)
  })

  it.each<[string, string, string]>([
    ['a sentence', 'correct horse battery staple and so on and so on', 'hexadecimal or base64'],
    ['letters beyond ASCII', 'é'.repeat(44), 'hexadecimal or base64'],
    ['a line end', `${BYTES.toString('hex')}\n`, 'hexadecimal or base64'],
    ['31 bytes', BYTES.subarray(1).toString('hex'), 'at least 32'],
    ['31 bytes in base64', BYTES.subarray(1).toString('base64'), 'at least 32'],
    ['one character', 'a', 'at least 32'],
    ['nothing but padding', '==', 'hexadecimal or base64'],
    ['zeros', '0'.repeat(64), 'random'],
    ['one byte over and over', 'a7'.repeat(32), 'random'],
    ['one letter over and over', 'A'.repeat(44), 'random'],
    ['half a key twice', BYTES.subarray(0, 16).toString('hex').repeat(2), 'random'],
    ['counting up', hex(place => place), 'random'],
    ['counting down in sevens', hex(place => (1024 - 7 * place) % 256), 'random'],
    ['few different bytes', hex(place => (place * place) % 13), 'random'],
    ['words in small letters', 'correcthorsebatterystapleandcorrecthorsebattery', 'random'],
    ['digits only', '82749105637218450962738495061728394056172839405617283940561728', 'at least 32'],
    ['more digits only', '8274910563721845096273849506172839405617283940561728394056172839', 'random'],
    ['a placeholder', 'ChangeMe-ChangeMe-ChangeMe-ChangeMe-ChangeMe-1234', 'random'],
    ['a placeholder inside', Buffer.from('my very own MASTER secret, 42 letters long').toString('base64'), 'random'],
    ['an example', 'AiMarketplaceMasterKeyForTheProductionServers2026', 'random'],
  ])('refuses %s', (_, text, reason) => {
    expect(() => parseMasterKey(text)).toThrow(reason)
    if (text.length > 8) expect(() => parseMasterKey(text)).not.toThrow(text)
  })

  it('takes what is random', () => {
    for (let time = 0; time < 1_000; time += 1) {
      const bytes = randomBytes(32)
      expect(parseMasterKey(bytes.toString('hex')).export()).toEqual(bytes)
      expect(parseMasterKey(bytes.toString('base64')).export()).toEqual(bytes)
    }
  })

  it('gives a key that does not print', () => {
    const key = parseMasterKey(BYTES.toString('hex'))
    expect(inspect({ key }, { depth: 9, showHidden: true }) + JSON.stringify({ key })).not.toMatch(/4b8d0f|75, ?141|4b 8d/)
  })
})

describe('deriveKey', () => {
  const key = parseMasterKey(BYTES.toString('hex'))

  it('gives the same key for the same purpose, and another for another', () => {
    expect(deriveKey(key, 'a')).toEqual(deriveKey(key, 'a'))
    expect(deriveKey(key, 'a')).toHaveLength(32)
    expect(deriveKey(key, 'a')).not.toEqual(deriveKey(key, 'b'))
    expect(deriveKey(key, 'a')).not.toEqual(deriveKey(parseMasterKey(randomBytes(32).toString('hex')), 'a'))
  })

  it('never changes, or receipts would be signed with another key after an update', () => {
    expect(deriveKey(key, 'receipts').toString('hex')).toBe('359bb837192e607de1727ee23863377a74754eb6bcc036fbe75af1980afd9b74')
  })
})
