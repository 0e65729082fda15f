import { describe, expect, it } from '@jest/globals'

import { aPackSource, aQuestion, aRule } from './pack.fixture.js'
import { shapeProblems } from './pack-shape.js'

const asked = (question: object) => ({ ...aPackSource(), sections: [{ id: '1', title: 'x', questions: [question] }] })
const ruled = (rule: object) => ({ ...aPackSource(), supplierRules: [rule] })
const when = { op: 'eq', of: { q: 'Q203' }, to: 'solely' }

describe('the schema of packs', () => {
  it('takes the pack of these tests', () => {
    expect(shapeProblems({ ...aPackSource(), supplierRules: [aRule({ when })] })).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['nothing', null, 'must be object'],
    ['a list', [], 'must be object'],
    ['an empty object', {}, "must have required property 'meta'"],
    ['a member nobody knows', { ...aPackSource(), notes: [] }, '"additionalProperty":"notes"'],
    [
      'a question that is none',
      asked({ id: 'Q1', type: 'essay' }),
      '/sections/0/questions/0/type: must be equal to one of the allowed values',
    ],
    ['a question without help', asked({ ...aQuestion({ id: 'Q1', type: 'number' }), help: {} }), "must have required property 'whyWeAsk'"],
    ['a rule that is none', ruled({}), "/supplierRules/0: must have required property 'id'"],
    ['a rule with blank words', ruled({ ...aRule({ when }), message: ' ' }), '/supplierRules/0/message: must match pattern'],
    [
      'an outcome nobody knows',
      ruled({ ...aRule({ when }), outcome: { low: 'B', medium: 'B', high: 'B' } }),
      '/supplierRules/0/outcome/low',
    ],
    ['an operator nobody knows', ruled(aRule({ when: { ...when, op: 'like' } })), '/supplierRules/0/when/op'],
    ['a condition with two forms', ruled({ ...aRule({}), when: { all: [when], any: [when] } }), '/supplierRules/0/when'],
    [
      'limits beyond what can be checked in time',
      { ...aPackSource(), meta: { ...aPackSource().meta, limits: { ...aPackSource().meta.limits, rows: 2001 } } },
      '/meta/limits/rows: must be <= 2000',
    ],
  ])('refuses %s', (_name, source, problem) => {
    expect(shapeProblems(source).join('\n')).toContain(problem)
  })
})
