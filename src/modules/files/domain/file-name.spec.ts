import { describe, expect, it } from '@jest/globals'

import { extensionOf, fileNameOf } from './file-name.js'

describe('The name of a file', () => {
  it.each([
    ['certificate.pdf', 'certificate.pdf'],
    ['C:\\Users\\me\\certificate.pdf', 'certificate.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['/a/b.pdf', 'b.pdf'],
    [' a b.pdf ', 'a b.pdf'],
    ['Zoe\u0308.pdf', 'Zoë.pdf'],
    ['报告.pdf', '报告.pdf'],
    ['😀 x.pdf', '😀 x.pdf'],
    [`${'x'.repeat(196)}.pdf`, `${'x'.repeat(196)}.pdf`],
    ['<script>alert(1)<script>.pdf', '<script>alert(1)<script>.pdf'],
    ['..pdf.pdf', '..pdf.pdf'],
  ])('%j is shown as %j', (sent, shown) => {
    expect(fileNameOf(sent)).toBe(shown)
  })

  it.each([
    '',
    ' ',
    '.',
    '..',
    '.pdf',
    '...pdf',
    'a',
    'a.',
    'a.p df',
    'a/',
    'a.pdf/..',
    'a\0.pdf',
    'a\n.pdf',
    'a\u001b[31m.pdf',
    'a\u007f.pdf',
    'a\u0085.pdf',
    'a\u202efdp.txt',
    'a\u2066.pdf',
    'a\u200f.pdf',
    'a\u2028.pdf',
    'a\ufeff.pdf',
    'a\ud800.pdf',
    `${'x'.repeat(197)}.pdf`,
  ])('is refused: %j', sent => {
    expect(() => fileNameOf(sent)).toThrow(expect.objectContaining({ kind: 'malformed', code: 'file-name-not-allowed' }))
  })

  it.each([
    ['a.PDF', 'pdf'],
    ['a.tar.GZ', 'gz'],
    ['a', null],
    ['.pdf', null],
    ['a.pdf ', null],
  ])('%j has the extension %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension)
  })
})
