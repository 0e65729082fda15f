import { describe, expect, it } from '@jest/globals'

import type { ScanState } from '../../files/domain/scan.js'
import { isPicture, maySafelyBeShown } from './safe-to-show.js'

describe('A file that somebody sent', () => {
  it.each<[string, ScanState, boolean, boolean]>([
    ['image/png', 'clean', true, true],
    ['image/jpeg', 'clean', true, true],
    ['application/pdf', 'clean', true, true],
    ['application/pdf', 'infected', true, false],
    ['application/pdf', 'pending', true, false],
    ['application/pdf', 'unscannable', true, false],
    ['application/pdf', 'unscanned', true, true],
    ['application/pdf', 'clean', false, false],
    ['image/svg+xml', 'clean', true, false],
    ['text/html', 'clean', true, false],
    ['text/plain', 'clean', true, false],
    ['application/vnd.oasis.opendocument.text', 'clean', true, false],
  ])('of the type %s, %s, readable %s, is shown by a browser: %s', (mediaType, scan, readable, shown) => {
    expect(maySafelyBeShown({ mediaType, scan, readable })).toBe(shown)
  })

  it.each([
    ['image/png', true],
    ['image/jpeg', true],
    ['image/svg+xml', false],
    ['application/pdf', false],
  ])('of the type %s is a picture: %s', (mediaType, picture) => {
    expect(isPicture(mediaType)).toBe(picture)
  })
})
