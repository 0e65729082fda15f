import { gzipSync, deflateSync } from 'node:zlib'

import { describe, expect, it } from '@jest/globals'

import { hitsIn, spellingsOf } from './sweep.js'

const CANARY = 'Canary-4711-abcdef'

describe('A sweep', () => {
  it.each([0, 1, 2, 3, 4, 5])('finds a text in base64, wherever in it: after %d bytes', before => {
    const packed = Buffer.from(Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from(CANARY), Buffer.from('behind')]).toString('base64'))
    expect(hitsIn(packed, [CANARY])).not.toEqual([])
  })

  it('finds every spelling it knows, and nothing in others', () => {
    for (const [how, needle] of spellingsOf(CANARY))
      expect(hitsIn(Buffer.concat([Buffer.from('x'), needle]), [CANARY])).toContain(`${CANARY}: ${how}`)
    expect(hitsIn(Buffer.from(CANARY.replace('7', '8')), [CANARY])).toEqual([])
  })

  it('finds what is packed, wherever it begins', () => {
    const text = Buffer.from(`${'x'.repeat(50)}${CANARY}`)
    for (const packed of [gzipSync(text), deflateSync(text)])
      expect(hitsIn(Buffer.concat([Buffer.from('before'), packed, Buffer.from('behind')]), [CANARY])).toContain(
        `${CANARY}: packed, as it is`,
      )
  })
})
