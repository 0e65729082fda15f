import { describe, expect, it } from '@jest/globals'

import { FILE_LIMITS, readQuestionEvidence, takesFiles } from './question-evidence.js'
import { currentSet } from './question-sets.js'

const written = (set: string, ...ids: string[]): string =>
  JSON.stringify({ set, questions: [{ ids, because: 'x' }], limits: { perAnswer: 1, perLibrary: 1, source: 'x' } })

describe('Which questions take files', () => {
  it.each<[string, string, string]>([
    ['another set', written('award', 'B1'), 'it is about award'],
    ['a question that is not asked', written('selection', 'B1', 'B13'), 'there is no question B13'],
    ['a question twice', written('selection', 'B1', 'B2', 'B1'), 'B1 stands there twice'],
  ])('is not read where it names %s', (_, text, fault) => {
    expect(() => readQuestionEvidence(text)).toThrow(fault)
  })

  it('is read where all it names is asked', () => {
    expect(readQuestionEvidence(written('selection', 'B1', 'L401')).questions).toHaveLength(1)
  })

  it('is every claim of the baseline, and not who somebody is', () => {
    const claims = currentSet().parts.flatMap(({ perProduct, questions }) => (perProduct === true ? questions.map(({ id }) => id) : []))
    expect(claims).toHaveLength(12)
    expect(claims.filter(id => !takesFiles(id))).toEqual([])
    expect(takesFiles('L101')).toBe(false)
    expect(FILE_LIMITS.perAnswer).toBeLessThan(FILE_LIMITS.perLibrary)
  })
})
