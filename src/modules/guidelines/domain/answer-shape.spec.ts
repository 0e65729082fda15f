import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { aPackSource } from '../pack.fixture.js'
import { refuseMalformedAnswers } from './answer-shape.js'
import { compilePack } from './compile-pack.js'

const pack = compilePack(aPackSource())
const problems = (answers: unknown) => refuseMalformedAnswers(pack, answers).map(({ pointer, code }) => `${pointer} ${code}`)

describe('refuseMalformedAnswers', () => {
  it.each<[string, unknown]>([
    ['no answers', {}],
    ['a deletion', { Q203: null }],
    ['a choice', { Q203: { value: 'solely' } }],
    ['ticks with a part and a reason', { Q306: { value: ['none'], parts: { safeguards: '' }, reason: 'Because.' } }],
    ['text with parts', { Q201: { text: 'Some text.', parts: { outcome_ids: ['O1'], measure: 'days' } } }],
    ['text without parts', { Q201: { text: '' } }],
    ['rows with blank cells', { Q202: { rows: [{ group: 'adults', vulnerable: '' }, {}] } }],
    ['a number', { Q503: { value: 100 } }],
    ['files', { Q307: { files: ['f1', 'f2'] } }],
    ['files by option', { Q704: { value: ['iso27001'], itemFiles: { iso27001: ['f1'] } } }],
    ['a choice with words', { D1: { value: 'no', text: '' } }],
    ['a signature', { D2: { signature: { name: 'N', role: 'R', date: '2026-11-30', consent: true } } }],
    ['empty answers', { Q203: {}, Q306: { value: [] }, D2: { signature: {} } }],
  ])('takes %s', (_name, answers) => {
    expect(problems(answers)).toEqual([])
  })

  it.each<[string, unknown, string[]]>([
    ['a list of answers', [], [' wrong-type']],
    ['null', null, [' wrong-type']],
    ['an unknown question', { Q999: { value: 'x' } }, ['/Q999 unknown-question']],
    ['a name that must be escaped', { 'a/b~c': {} }, ['/a~1b~0c unknown-question']],
    [
      'inherited names',
      JSON.parse('{"__proto__":{"value":"x"},"constructor":{},"toString":null}'),
      ['/__proto__ unknown-question', '/constructor unknown-question', '/toString unknown-question'],
    ],
    ['text for an answer', { Q203: 'solely' }, ['/Q203 wrong-type']],
    ['a member of another type', { Q203: { value: 'solely', rows: [] } }, ['/Q203/rows unknown-member']],
    ['an inherited member', JSON.parse('{"Q203":{"__proto__":{"value":"solely"}}}'), ['/Q203/__proto__ unknown-member']],
    ['a reason where none is asked', { Q203: { reason: 'x' } }, ['/Q203/reason unknown-member']],
    ['an unknown option', { Q203: { value: 'alone' } }, ['/Q203/value unknown-option']],
    ['an inherited option', { Q203: { value: 'constructor' } }, ['/Q203/value unknown-option']],
    ['an unknown tick', { Q306: { value: ['uk', 'mars'] } }, ['/Q306/value/1 unknown-option']],
    ['a tick given twice', { Q306: { value: ['uk', 'uk'] } }, ['/Q306/value duplicate']],
    ['one tick without list', { Q306: { value: 'uk' } }, ['/Q306/value wrong-type']],
    ['an unknown part', { Q201: { parts: { costs: '' } } }, ['/Q201/parts/costs unknown-part']],
    [
      'a part of the wrong type',
      { Q201: { parts: { outcome_ids: 'O1', measure: ['x'] } } },
      ['/Q201/parts/outcome_ids wrong-type', '/Q201/parts/measure wrong-type'],
    ],
    ['text beyond the limit', { Q201: { text: 'x'.repeat(101) } }, ['/Q201/text too-long']],
    ['half a character', { Q201: { text: '\ud800' } }, ['/Q201/text not-text']],
    ['a null character', { Q201: { text: '\0' } }, ['/Q201/text not-text']],
    ['an unknown column', { Q202: { rows: [{ colour: 'red' }] } }, ['/Q202/rows/0/colour unknown-column']],
    ['an unknown option in a cell', { Q202: { rows: [{}, { vulnerable: 'maybe' }] } }, ['/Q202/rows/1/vulnerable unknown-option']],
    ['a cell that is no text', { Q202: { rows: [{ group: 7 }] } }, ['/Q202/rows/0/group wrong-type']],
    ['too many rows', { Q202: { rows: [{}, {}, {}, {}] } }, ['/Q202/rows too-many']],
    ['a number as text', { Q503: { value: '100' } }, ['/Q503/value wrong-type']],
    ['a number out of range', { Q503: { value: 100.5 } }, ['/Q503/value out-of-range']],
    ['no number', { Q503: { value: null } }, ['/Q503/value wrong-type']],
    ['too many files', { Q307: { files: ['a', 'b', 'c'] } }, ['/Q307/files too-many']],
    ['files for no option', { Q704: { itemFiles: { iso9001: [] } } }, ['/Q704/itemFiles/iso9001 unknown-option']],
    ['a signature on a day there is not', { D2: { signature: { date: '2026-02-31' } } }, ['/D2/signature/date not-a-date']],
    [
      'a signature on no day',
      { D2: { signature: { date: '30 Nov 2026', consent: 'yes' } } },
      ['/D2/signature/date not-a-date', '/D2/signature/consent wrong-type'],
    ],
  ])('refuses %s', (_name, answers, expected) => {
    expect(problems(answers)).toEqual(expected)
  })

  it('stops at a hundred problems', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, place) => [`x${place}`, {}]))
    expect(problems(many)).toHaveLength(100)
    expect(problems({ Q203: many })).toEqual(['/Q203 too-many'])
  })

  it('never throws, on any JSON', () => {
    const ids = fc.constantFrom('Q101', 'Q102', 'Q202', 'Q306', 'Q201', 'Q503', 'Q307', 'Q704', 'D1', 'D2', '__proto__', 'constructor')
    const members = fc.constantFrom('value', 'text', 'parts', 'rows', 'files', 'itemFiles', 'signature', '__proto__', 'constructor')
    const answers = fc.dictionary(ids, fc.oneof(fc.jsonValue(), fc.dictionary(members, fc.jsonValue())))
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), answers), sent => Array.isArray(refuseMalformedAnswers(pack, sent))))
  })
})
