import { describe, expect, it } from '@jest/globals'

import { csvRow } from './csv.js'

describe('A row of a table', () => {
  it.each<[cells: (string | number)[], row: string]>([
    [['plain', 7], 'plain,7'],
    [['', ''], ','],
    [['a,b', 'c'], '"a,b",c'],
    [['said "so"'], '"said ""so"""'],
    [['two\nlines'], '"two\nlines"'],
    [['=1+1'], "'=1+1"],
    [['+44'], "'+44"],
    [['-1'], "'-1"],
    [['@SUM(A1)'], "'@SUM(A1)"],
    [['\t=1'], "'\t=1"],
    [['=A1,"x"'], '"\'=A1,""x"""'],
    [['a=1'], 'a=1'],
    [['plain', 12, -1.5], 'plain,12,-1.5'],
    [['\r=1'], `"'\r=1"`],
    [['\n=1'], `"'\n=1"`],
    [['\0'], "'\0"],
    [['=HYPERLINK("x")'], `"'=HYPERLINK(""x"")"`],
  ])('%j is %j', (cells, row) => {
    expect(csvRow(cells)).toBe(`${row}\r\n`)
  })
})
