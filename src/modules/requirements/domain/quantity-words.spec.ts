import { describe, expect, it } from '@jest/globals'

import { quantityInWords } from './quantity-words.js'

describe('A quantity', () => {
  it.each([
    ['24', 'month', '24 months'],
    ['1', 'month', '1 month'],
    ['1.000', 'item', '1.000 item'],
    ['0.5', 'day', '0.5 days'],
    ['6', 'training day', '6 training days'],
    ['12', 'month of service', '12 months of service'],
    ['2', 'copy', '2 copies'],
    ['2', 'batch', '2 batches'],
    ['30', 'person', '30 people'],
    ['40', 'licences', '40 licences'],
    ['500', 'GB', '500 × GB'],
    ['90', '1,000 images', '90 × 1,000 images'],
  ])('of %s and %s reads %s', (quantity, unit, words) => {
    expect(quantityInWords({ quantity, unit })).toBe(words)
  })
})
