import { describe, expect, it } from '@jest/globals'

import { envelopesOf } from './bid-content.js'

const REASON = { rule: 'SR-31', reason: 'x', role: 'bid-writer', personId: 'p', acknowledgedAt: '2026-12-01T00:00:00.000000Z' } as const

const FILE = { id: 'f', sha256: '00', size: 1, name: 'a.txt', mediaType: 'text/plain' }

describe('envelopesOf', () => {
  it('puts the price into an envelope of its own, and all else into the other', () => {
    const draft = { awardAnswers: [{ questionId: 'A1', text: 'x' }], priceSchedule: [{ lineId: 'P1', unitPrice: '1' }], declarations: {} }
    expect(envelopesOf(draft, { Q101: { value: 'no_ai' } }, [REASON], [FILE])).toEqual({
      quality: {
        awardAnswers: draft.awardAnswers,
        declarations: {},
        ethicsAnswers: { Q101: { value: 'no_ai' } },
        acknowledgements: [REASON],
        files: [FILE],
      },
      price: { priceSchedule: draft.priceSchedule },
    })
  })

  it('says nothing of acknowledgements and files where there are none', () => {
    expect(envelopesOf({}, {}, [], [])).toEqual({
      quality: { awardAnswers: [], declarations: {}, ethicsAnswers: {} },
      price: { priceSchedule: [] },
    })
  })
})
