import { createHash } from 'node:crypto'

import { describe, expect, it } from '@jest/globals'

import { TIERS } from '../../guidelines/domain/risk-tier.js'
import { evidencePdf } from './evidence-pdf.js'
import { workedCase } from './worked-case.js'

const documents = TIERS.flatMap(tier => workedCase(tier).offers.flatMap(({ evidence }) => Object.values(evidence)))
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe('evidencePdf', () => {
  it('makes of every document of the cases a small, whole PDF, each its own', async () => {
    const files = await Promise.all(documents.map(document => evidencePdf(document)))
    expect(files.map(bytes => bytes.toString('latin1')).filter(text => !/^%PDF-1\.\d[^]*%%EOF\s*$/.test(text))).toEqual([])
    expect(Math.max(...files.map(({ length }) => length))).toBeLessThan(20_000)
    expect(new Set(files.map(hash)).size).toBe(19)
  })

  it('makes the same bytes of the same document, whenever it is made', async () => {
    const [document] = documents
    if (document === undefined) throw new Error('There are no documents.')
    expect(hash(await evidencePdf(document))).toBe('a8715234643e3ca76d21a259b5e9fe505ec8313671731758d5988d0bf18b8cba')
    expect(hash(await evidencePdf({ ...document, issueDate: '2026-09-15' }))).not.toBe(hash(await evidencePdf(document)))
  })
})
