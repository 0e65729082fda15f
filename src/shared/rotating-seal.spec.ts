import { createSecretKey, randomBytes } from 'node:crypto'

import { describe, expect, it } from '@jest/globals'

import { isReadable, RotatingSeal } from './rotating-seal.js'

const aKey = () => createSecretKey(randomBytes(32))
const [OLD, NEW] = [aKey(), aKey()]
const CONTENT = Buffer.from('{"price":"12.50"}')
const HERE = { owner: 'one', place: 'bid.working_copy 1' }

describe('A seal by the master key', () => {
  const seal = new RotatingSeal('bids', NEW, null)

  it('gives back what it was given, to the same owner at the same place', () => {
    const sealed = seal.seal(CONTENT, HERE)
    expect(seal.unseal(sealed, HERE)).toEqual(CONTENT)
    expect(sealed.includes('price')).toBe(false)
    expect([isReadable(CONTENT), isReadable(sealed)]).toEqual([true, false])
    expect(seal.seal(CONTENT, HERE)).not.toEqual(sealed)
  })

  it.each([
    ['another owner', { ...HERE, owner: 'two' }],
    ['another place', { ...HERE, place: 'bid.working_copy 2' }],
  ])('opens for nobody else: %s', (_, elsewhere) => {
    expect(seal.unseal(seal.seal(CONTENT, HERE), elsewhere)).toBeNull()
  })

  it('opens neither by another master key, nor for another purpose, nor cut or changed anywhere', () => {
    const sealed = seal.seal(CONTENT, HERE)
    expect(new RotatingSeal('bids', OLD, null).unseal(sealed, HERE)).toBeNull()
    expect(new RotatingSeal('files', NEW, null).unseal(sealed, HERE)).toBeNull()
    for (let place = 0; place < sealed.length; place += 1) {
      expect(seal.unseal(sealed.subarray(0, place), HERE)).toBeNull()
      const changed = Buffer.from(sealed)
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(seal.unseal(changed, HERE)).toBeNull()
    }
  })

  it('opens what the master key before sealed, and seals by the present one', () => {
    const before = new RotatingSeal('bids', OLD, null).seal(CONTENT, HERE)
    const both = new RotatingSeal('bids', NEW, OLD)
    expect(both.unseal(before, HERE)).toEqual(CONTENT)
    expect(before.subarray(0, both.header.length)).not.toEqual(both.header)
    const sealed = both.seal(CONTENT, HERE)
    expect(sealed.subarray(0, both.header.length)).toEqual(both.header)
    expect(seal.unseal(sealed, HERE)).toEqual(CONTENT)
  })

  it('goes on when it has seen very many owners', () => {
    const sealed = seal.seal(CONTENT, HERE)
    for (let owner = 0; owner <= 10_000; owner += 1) seal.seal(Buffer.of(), { ...HERE, owner: String(owner) })
    expect(seal.unseal(sealed, HERE)).toEqual(CONTENT)
  })
})
