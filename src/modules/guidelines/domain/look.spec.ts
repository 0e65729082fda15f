import { describe, expect, it } from '@jest/globals'

import { compilePack } from './compile-pack.js'
import { lookAt } from './look.js'
import { aPackSource, aQuestion } from '../pack.fixture.js'

const pack = compilePack(aPackSource())

describe('lookAt', () => {
  it.each<[string, string, unknown, string, string]>([
    ['role', 'Q203', { value: 'solely' }, 'recommends', 'solely'],
    ['role', 'Q203', { value: 'none' }, 'recommends', 'recommends'],
    ['effect', 'Q204', { value: 'significant' }, 'minor', 'significant'],
    ['pdata', 'Q301', { value: 'special' }, 'none', 'special'],
    ['pdata', 'Q301', { value: 'none' }, 'personal', 'personal'],
    ['biometric', 'Q102', { value: ['rules', 'biometric'] }, 'none', 'verify'],
    ['biometric', 'Q102', { value: ['biometric'] }, 'categorise', 'categorise'],
    ['generative', 'Q102', { value: ['generative'] }, 'no', 'yes'],
    ['vulnerable', 'Q202', { rows: [{ vulnerable: 'no' }, { vulnerable: 'yes' }] }, 'no', 'yes'],
    ['vulnerable', 'Q202', { rows: [{ group: 'adults' }] }, 'no', 'no'],
  ])('takes %s from %s when that is more severe', (attribute, question, answer, inNotice, expected) => {
    const looked = lookAt(pack, { riskProfile: { [attribute]: inNotice } }, { [question]: answer }, {})
    expect([...pack.attributes.values()].filter(({ name }) => name === attribute).map(each => looked.effective(each))).toEqual([expected])
  })

  it('raises the tier by the answers, with the gates of the raised profile, and then asks more', () => {
    const notice = { riskProfile: { subjects: 'individuals', role: 'informs', effect: 'none', pdata: 'none' } }
    const calm = lookAt(pack, notice, {}, {})
    const raised = lookAt(pack, notice, { Q203: { value: 'recommends' }, Q204: { value: 'significant' } }, {})
    expect([calm.tierWithGates(), calm.isShown('Q603')]).toEqual([{ tier: 'low', gates: [] }, false])
    expect([raised.tierWithGates(), raised.isShown('Q603')]).toEqual([{ tier: 'high', gates: ['T3.1'] }, true])
  })

  it('shows a question when its tier and its condition both say so', () => {
    const shown = (riskProfile: object, answers: object) => lookAt(pack, { riskProfile }, answers, {}).isShown('Q307')
    expect([
      shown({}, {}),
      shown({ pdata: 'anonymised' }, {}),
      shown({ pdata: 'personal' }, {}),
      shown({}, { Q301: { value: 'special' } }),
    ]).toEqual([false, false, true, true])
  })

  it('reaches through a chain of questions whatever their order in the pack', () => {
    const options = [{ code: 'yes', label: 'Yes' }]
    const after = (id: string, before: string) =>
      aQuestion({ id, type: 'single', options, visibleWhen: { op: 'eq', of: { q: before }, to: 'yes' } })
    const first = aQuestion({ id: 'Q900', type: 'single', options })
    const sections = [
      ...aPackSource().sections,
      { id: '2', title: 'Chain', questions: [after('Q902', 'Q901'), after('Q901', 'Q900'), first] },
    ]
    const chain = compilePack(aPackSource({ sections }))
    const yes = { value: 'yes' }
    const shown = (answers: object) => ['Q900', 'Q901', 'Q902'].filter(id => lookAt(chain, {}, answers, {}).isShown(id))
    expect(shown({ Q900: yes, Q901: yes, Q902: yes })).toEqual(['Q900', 'Q901', 'Q902'])
    expect(shown({ Q901: yes, Q902: yes })).toEqual(['Q900'])
  })

  it('keeps hidden, malformed and blank answers and D1 out of what is evaluated', () => {
    const answers = {
      Q203: { value: 'solely' },
      Q307: { files: ['a'] },
      Q301: { value: 'secret' },
      Q201: { text: ' ' },
      Q202: { rows: [{ group: ' ', vulnerable: '' }, { group: 'adults' }] },
      D1: { value: 'yes', text: 'All of it.' },
      constructor: { value: 'yes' },
      Q306: { value: ['other_country', 'uk'] },
    }
    expect(lookAt(pack, {}, answers, {}).shownAnswers()).toEqual({
      Q203: { value: 'solely' },
      Q202: { rows: [{ group: 'adults' }] },
      Q306: { value: ['uk', 'other_country'] },
    })
  })

  it('makes evidence of the files of shown questions alone, with what is known of each', () => {
    const answers = {
      Q307: { files: ['F1'] },
      Q304: { files: ['F2'] },
      Q704: { value: ['iso27001'], itemFiles: { pen_test: ['F3'], iso27001: ['F2', 'toString'] } },
      D1: { files: ['F1'] },
    }
    const files = {
      F1: { name: 'a.pdf' },
      F2: { name: 'b.pdf', issueDate: '2026-10-01', scan: 'clean', readable: 'yes', owner: 'x' },
      F3: {},
    }
    const evidence = (riskProfile: object) => lookAt(pack, { riskProfile }, answers, { files }).facts('evidence')
    const row = { item: '', name: null, issueDate: null, expiryDate: null, scan: null, readable: null, known: 'yes' }
    const known = { name: 'b.pdf', issueDate: '2026-10-01', scan: 'clean', readable: 'yes' }
    const always = [
      { ...row, question: 'Q304', file: 'F2', ...known },
      { ...row, question: 'Q704', item: 'iso27001', file: 'F2', ...known },
      { ...row, question: 'Q704', item: 'iso27001', file: 'toString', known: 'no' },
      { ...row, question: 'Q704', item: 'pen_test', file: 'F3' },
    ]
    expect(evidence({})).toEqual(always)
    expect(evidence({ pdata: 'personal' })).toEqual([{ ...row, question: 'Q307', file: 'F1', name: 'a.pdf' }, ...always])
  })

  it('takes of other facts the declared columns, and of too many none', () => {
    const facts = (systemCards: unknown) => lookAt(pack, {}, {}, { systemCards }).facts('systemCards')
    expect(facts([{ name: 'A', ai: 'perhaps', price: 1 }, 'B', null])).toEqual([{ name: 'A', ai: null }])
    expect([facts({}), facts(null), facts(Array.from({ length: 4 }, () => ({})))]).toEqual([[], [], []])
    expect(lookAt(pack, {}, {}, {}).facts('weather')).toEqual([])
  })

  it('says in words what the bid raises, and beside it the tier of the notice alone', () => {
    const notice = { riskProfile: { subjects: 'individuals', role: 'informs', effect: 'minor', pdata: 'special' } }
    const answers = { Q203: { value: 'solely' }, Q204: { value: 'significant' }, Q301: { value: 'none' }, Q102: { value: ['generative'] } }
    const looked = lookAt(pack, notice, answers, {})
    expect(looked.raised()).toEqual([
      'part in decisions: “It decides with no meaningful human involvement” rather than “It informs a person who decides”',
      'effect on a person: “Legal, or similarly significant” rather than “Minor”',
      'generated content: “Yes” rather than “not given”',
    ])
    expect([looked.tier(), looked.tierFromRequirement()]).toEqual(['high', 'medium'])
  })

  it('takes what claims the least, where the notice says nothing, for no rise', () => {
    expect(lookAt(pack, {}, { Q203: { value: 'none' }, Q204: { value: 'none' }, Q301: { value: 'none' } }, {}).raised()).toEqual([])
  })

  it.each<[unknown, string]>([
    [{}, '1.0.0'],
    [{ questionnaire: '0.9.0' }, '0.9.0'],
    [{ questionnaire: 7 }, '1.0.0'],
    [null, '1.0.0'],
  ])('takes answers with the facts %j for written to version %s', (facts, version) => {
    const looked = lookAt(pack, {}, {}, facts)
    expect([looked.questionnaire(), looked.pinnedQuestionnaire()]).toEqual([version, '1.0.0'])
  })
})
