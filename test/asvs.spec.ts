import { existsSync, readFileSync } from 'node:fs'

import { describe, expect, it } from '@jest/globals'

import { asvsDocument, asvsRows } from './support/asvs-table.js'

const ROWS = asvsRows()

/** Requirements of levels 1 and 2 by chapter, counted in the standard; and its own list, where it lies beside the repository. */
const COUNTS: Readonly<Record<string, number>> = {
  V1: 27, V2: 11, V3: 19, V4: 10, V5: 9, V6: 35, V7: 18, V8: 7, V9: 7, V10: 29, V11: 14, V12: 9, V13: 13, V14: 9, V15: 13, V16: 16, V17: 7,
} // prettier-ignore
const STANDARD = '../shared/data/asvs/asvs-5.0.0-en.csv'

const plain = (markdown: string): string => markdown.replace(/ +/g, ' ').replace(/-{3,}/g, '---')

describe('The table of ASVS', () => {
  it('has each requirement of levels 1 and 2 once', () => {
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(253)
    expect(ROWS.filter(({ level }) => level === 1)).toHaveLength(70)
    expect(ROWS.filter(({ level }) => level === 2)).toHaveLength(183)
    const inChapter = (chapter: string): number => ROWS.filter(({ id }) => id.startsWith(`${chapter}.`)).length
    expect(Object.fromEntries(Object.keys(COUNTS).map(chapter => [chapter, inChapter(chapter)]))).toEqual(COUNTS)
  })

  const known = existsSync(STANDARD)
  if (!known) process.stderr.write(`Skipping the comparison with the standard: there is no ${STANDARD}.\n`)
  const withStandard = known ? it : it.skip
  withStandard('has the ids and levels of the standard', () => {
    const listed = [...readFileSync(STANDARD, 'utf8').matchAll(/^V\d+,.*?,(V\d+\.\d+\.\d+),.*,([123])\r?$/gm)]
    const expected = listed.filter(([, , level]) => level !== '3').map(([, id, level]) => [id, Number(level)])
    expect(expected).toHaveLength(253)
    expect(ROWS.map(({ id, level }) => [id, level])).toEqual(expected)
  })

  it('names files that are there, and words that stand in the specs', () => {
    const wrong = ROWS.flatMap(({ id, where, tests = [] }) => [
      ...(where === undefined || existsSync(where) ? [] : [`${id}: ${where}`]),
      ...tests
        .filter(({ file, says = '' }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(says))
        .map(({ file }) => `${id}: ${file}`),
    ])
    expect(wrong).toEqual([])
  })

  it('says of what is met where, of what is not why', () => {
    for (const row of ROWS) {
      expect({ ...row, how: row.how.length > 2 }).toMatchObject({ how: true })
      if (row.status === 'met' || row.status === 'partly' || row.status === "operator's") expect(row).toHaveProperty('where')
      if (row.status === 'not yet') expect(row).toHaveProperty('comesWith')
    }
  })

  it('is what the document shows', () => {
    expect(plain(readFileSync('docs/asvs.md', 'utf8'))).toBe(plain(asvsDocument(ROWS)))
  })
})
