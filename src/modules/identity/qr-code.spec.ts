import { describe, expect, it } from '@jest/globals'
import decodeQR from 'qr/decode.js'

import { type QrPicture, qrPicture } from './qr-code.js'

const SCALE = 4

/** What a camera would see: dark boxes on white. */
function drawn({ size, path }: QrPicture) {
  const width = size * SCALE
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row += 1)
      for (let column = Number(x) * SCALE; column < (Number(x) + Number(length)) * SCALE; column += 1)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
  return { width, height: width, data }
}

describe('A QR code', () => {
  it.each([
    'otpauth://totp/AI%20Marketplace:somebody%40example.test?issuer=AI%20Marketplace&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
    `otpauth://totp/AI%20Marketplace:${'a'.repeat(254)}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP`,
    'x',
  ])('of %s says so to a reader', text => {
    expect(decodeQR(drawn(qrPicture(text)))).toBe(text)
  })

  it('has a quiet border of four', () => {
    const { size, path } = qrPicture('x')
    const places = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => [Number(x), Number(y), Number(x) + Number(length)])
    expect(Math.min(...places.flat())).toBe(4)
    expect(Math.max(...places.flat())).toBe(size - 4)
  })
})
