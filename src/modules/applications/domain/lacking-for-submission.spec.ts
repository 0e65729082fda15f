import { describe, expect, it } from '@jest/globals'

import type { QuestionSet } from '../../library/domain/question-set.js'
import { SCAN_STATES } from '../../files/domain/scan.js'
import { type GivenAnswer, lackingFiles, lackingForSubmission } from './lacking-for-submission.js'

const question = (id: string) => ({
  ...{ id, title: `Title of ${id}`, text: '', help: { whyWeAsk: '', whatGoodLooksLike: '' }, sources: [] },
  fields: [{ name: 'said', label: 'What you say', kind: 'line' as const }],
})

const SET = {
  parts: [
    { id: 'own', title: '', intro: '', questions: [question('L1')] },
    { id: 'claims', title: '', intro: '', perProduct: true, questions: [question('B1')] },
  ],
} as unknown as QuestionSet

const answered = (id: string, productId: string | null, expiresOn: string | null = null, said = 'x'): GivenAnswer => ({
  question: id,
  productId,
  answer: { values: said === '' ? {} : { said }, rows: [] },
  expiresOn,
})

describe('What an application lacks', () => {
  it.each<[string, GivenAnswer[], string[], string[]]>([
    ['nothing is answered', [], ['p'], ['L1', 'B1 of p']],
    ['the answers are blank', [answered('L1', null, null, ''), answered('B1', 'p', null, '')], ['p'], ['L1', 'B1 of p']],
    ['all is answered', [answered('L1', null), answered('B1', 'p')], ['p'], []],
    ['a claim is made about another product', [answered('L1', null), answered('B1', 'q')], ['p'], ['B1 of p']],
    ['one of two products has no claim', [answered('L1', null), answered('B1', 'p')], ['p', 'q'], ['B1 of q']],
    ['a claim is good until today', [answered('L1', null), answered('B1', 'p', '2026-11-28')], ['p'], []],
    ['a claim ran out yesterday', [answered('L1', null), answered('B1', 'p', '2026-11-27')], ['p'], ['B1 of p, out of date']],
  ])('where %s', (_, answers, productIds, expected) => {
    const found = lackingForSubmission(SET, answers, productIds, '2026-11-28', new Map())
    expect(
      found.map(
        each => `${each.question}${each.productId === null ? '' : ` of ${each.productId}`}${each.isExpired ? ', out of date' : ''}`,
      ),
    ).toEqual(expected)
    expect(found.every(({ lacks, isExpired }) => isExpired || lacks[0] === 'What you say')).toBe(true)
  })

  it('is a file in place of one that is given to nobody, and nothing while it waits for the scanner', () => {
    const answer = { values: {}, rows: [], files: SCAN_STATES.map(scan => ({ id: scan, name: `${scan}.pdf`, sha256: '' })) }
    const scans = new Map(SCAN_STATES.map(scan => [scan as string, { scan }]))
    expect(lackingFiles(answer, scans)).toEqual([
      'a file in place of infected.pdf, in which malware was found',
      'a file in place of unscannable.pdf, which could not be looked into for malware',
    ])
    const [lacks] = lackingForSubmission(
      SET,
      [{ ...answered('L1', null), answer: { ...answer, values: { said: 'x' } } }],
      [],
      '2026-11-28',
      scans,
    )
    expect(lacks).toMatchObject({ question: 'L1', lacks: lackingFiles(answer, scans) })
  })
})
