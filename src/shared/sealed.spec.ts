import { randomBytes } from 'node:crypto'

import { describe, expect, it } from '@jest/globals'

import { seal, unseal } from './sealed.js'

const KEY = randomBytes(32)
const CONTENT = Buffer.from('content')

describe('What is sealed', () => {
  it('is read with its key, for what it belongs to', () => {
    expect(unseal(KEY, seal(KEY, CONTENT, 'one'), 'one')).toEqual(CONTENT)
  })

  it('shows nothing, and looks different each time', () => {
    const [first, second] = [seal(KEY, CONTENT, 'one'), seal(KEY, CONTENT, 'one')]
    expect(first.includes(CONTENT)).toBe(false)
    expect(first.equals(second)).toBe(false)
  })

  it('is not read with another key, for something else, or shortened', () => {
    const sealed = seal(KEY, CONTENT, 'one')
    expect(unseal(randomBytes(32), sealed, 'one')).toBeNull()
    expect(unseal(KEY, sealed, 'two')).toBeNull()
    for (let length = 0; length < sealed.length; length += 1) expect(unseal(KEY, sealed.subarray(0, length), 'one')).toBeNull()
  })

  it('is not read with any bit changed', () => {
    const sealed = seal(KEY, CONTENT, 'one')
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(unseal(KEY, changed, 'one')).toBeNull()
    }
  })
})
