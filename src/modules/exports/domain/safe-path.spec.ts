import { describe, expect, it } from '@jest/globals'

import { safePart } from './safe-path.js'

describe('A name in an archive', () => {
  it.each([
    ['evidence.pdf', '001-evidence.pdf'],
    ['First Example Supplier (demonstration)', '001-First-Example-Supplier-demonstration'],
    ['Prüfbericht é.PDF', '001-Prufbericht-e.PDF'],
    ['../../etc/passwd', '001-etc-passwd'],
    ['..\\..\\boot.ini', '001-boot.ini'],
    ['/absolute', '001-absolute'],
    ['C:\\x.txt', '001-C-x.txt'],
    ['con', '001-con'],
    ['.htaccess', '001-htaccess'],
    ['a..b...pdf', '001-a.b.pdf'],
    ['trailing. ', '001-trailing'],
    ['日本語.pdf', '001-unnamed.pdf'],
    ['', '001-unnamed'],
    ['...', '001-unnamed'],
    ['a\u0000b\nc', '001-a-b-c'],
    ['report\u202efdp.exe', '001-report-fdp.exe'],
    [`${'x'.repeat(300)}.docx`, `001-${'x'.repeat(55)}.docx`],
  ])('%j becomes %s', (name, expected) => {
    expect(safePart(1, name)).toBe(expected)
  })

  it('is another for each place', () => {
    expect(safePart(12, 'a.pdf')).toBe('012-a.pdf')
    expect(safePart(1234, 'a.pdf')).toBe('1234-a.pdf')
  })
})
