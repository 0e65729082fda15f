import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'

import { readPackSource } from './guideline-packs.js'
import { aPackSource, aRule } from './pack.fixture.js'
import { shapeProblems } from './pack-shape.js'

const when = { op: 'empty', of: { q: 'Q203' } }

describe('shapeProblems', () => {
  it('goes by a schema that is one', () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'packs/pack.schema.json'), 'utf8')) as object
    const ajv = new Ajv2020({ allErrors: true })
    expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null])
  })

  it('finds none in the published pack and in that of the tests', () => {
    const found = [readPackSource('ai-procurement/2020-06-08'), aPackSource({ supplierRules: [aRule({ when })] })].flatMap(shapeProblems)
    expect(found).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['nothing', null, 'the pack: must be object'],
    ['a list', [], 'the pack: must be object'],
    ['an empty object', {}, "the pack: must have required property 'meta'"],
    ['rules that are none', { ...aPackSource(), supplierRules: [null] }, '/supplierRules/0: must be object'],
    [
      'a rule without words',
      { ...aPackSource(), supplierRules: [{ ...aRule({ when }), message: 7 }] },
      '/supplierRules/0/message: must be string',
    ],
    [
      'an outcome nobody knows',
      { ...aPackSource(), supplierRules: [aRule({ when, outcome: { low: 'stop' as never, medium: 'warn', high: 'warn' } })] },
      '/supplierRules/0/outcome/low:',
    ],
    [
      'questions that are none',
      { ...aPackSource(), sections: [{ id: '1', title: 'x', questions: [null] }] },
      '/sections/0/questions/0: must be object',
    ],
  ])('refuses %s by what it lacks', (_name, source, problem) => {
    expect(shapeProblems(source).join('\n')).toContain(problem)
  })
})
