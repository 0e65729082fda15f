import { describe, expect, it } from '@jest/globals'

import { compiled, evaluated, names, pack } from '../condition.fixture.js'
import { aPackSource } from '../pack.fixture.js'
import { compilePack } from './compile-pack.js'
import { lookAt } from './look.js'
import { resolveReference } from './references.js'

const ANSWERS = {
  Q203: { value: 'solely' },
  Q306: { value: ['other_country', 'uk'], parts: { safeguards: 'Clauses' } },
  Q201: { text: 'Text', parts: { outcome_ids: ['O1'], measure: ' ' } },
  Q202: { rows: [{ group: 'a', vulnerable: 'yes' }, { group: '' }, { group: 'b' }] },
  Q503: { value: 0 },
  Q704: { value: ['iso27001'], itemFiles: { iso27001: ['F1', 'F2'] } },
  Q603: { files: ['F3'] },
  Q304: { text: ' ', parts: { limits: 'Some.' } },
  D2: { signature: { name: 'A role' } },
}
const NOTICE = {
  riskProfile: { role: 'informs', pdata: 'personal', subjects: 'individuals', scale: 12 },
  settings: { reuse: 'with_agreement', incidentHours: 'soon', baselineCertificates: ['cyber_essentials', 'nonsense', 7] },
  outcomes: [{ id: 'O1', secret: 'x' }, 'O2', null, { id: 7 }, { id: ' ' }],
  problemStatement: 7,
  awardDate: '2027-03-31',
  governance: { dataOwner: 'Head of data' },
}
const FACTS = {
  files: { F1: { scan: 'clean', size: 3 }, F2: {} },
  earlierStatements: [{ question: 'Q805', value: 'yes', ageYears: 2 }],
  systemCards: 'none',
}

const read = (ref: unknown) => {
  const problems: string[] = []
  const reference = resolveReference(ref, names, null, problem => problems.push(problem))
  expect(problems).toEqual([])
  return reference?.read(lookAt(pack, NOTICE, ANSWERS, FACTS), null)
}

describe('a ref', () => {
  it.each<[string, object, unknown, object?]>([
    ['a choice', { q: 'Q203' }, 'solely'],
    ['ticks, in the order of the question', { q: 'Q306' }, ['uk', 'other_country']],
    ['a number of nought', { q: 'Q503' }, 0],
    ['the text of a text answer', { q: 'Q201' }, 'Text'],
    ['a part that is text', { q: 'Q306', part: 'safeguards' }, 'Clauses'],
    ['a part that is a list', { q: 'Q201', part: 'outcome_ids' }, ['O1']],
    ['a blank part', { q: 'Q201', part: 'measure' }, null, { blank: true }],
    ['rows without blank ones', { q: 'Q202' }, [{ group: 'a', vulnerable: 'yes' }, { group: 'b' }]],
    ['a whole column', { q: 'Q202', column: 'group' }, ['a', 'b'], { partial: false }],
    ['a column with gaps', { q: 'Q202', column: 'vulnerable' }, ['yes'], { partial: true }],
    ['a column without rows', { q: 'Q403', column: 'metric' }, [], { blank: true, partial: false }],
    ['no text where there are parts alone', { q: 'Q304' }, null, { blank: false }],
    ['the risk that no bid can raise, from the notice', { effective: 'subjects' }, 'individuals'],
    ['files', { q: 'Q603' }, ['F3']],
    ['files for an option', { q: 'Q704', item: 'iso27001' }, ['F1', 'F2']],
    ['no files for an option', { q: 'Q704', item: 'pen_test' }, null],
    ['nothing of a signature but whether it is there', { q: 'D2' }, null, { blank: false }],
    ['a risk as published', { r: 'riskProfile.role' }, 'informs'],
    ['a number of people', { r: 'riskProfile.scale' }, 12],
    ['a risk with no such value', { r: 'riskProfile.effect' }, null],
    ['a setting', { r: 'settings.reuse' }, 'with_agreement'],
    ['the default of the tier for what is none', { r: 'settings.incidentHours' }, 72],
    ['listed codes alone', { r: 'settings.baselineCertificates' }, ['cyber_essentials']],
    ['a member of a member', { r: 'governance.dataOwner' }, 'Head of data'],
    ['nothing of the wrong kind', { r: 'problemStatement' }, null],
    ['the objects of a list, with declared columns alone', { r: 'outcomes', column: 'id' }, ['O1'], { partial: true }],
    ['the worse of notice and bid', { effective: 'role' }, 'solely'],
    ['the notice where the bid says nothing', { effective: 'pdata' }, 'personal'],
    ['nothing where neither does', { effective: 'biometric' }, null],
    ['evidence of shown questions', { fact: 'evidence', column: 'file' }, ['F3', 'F1', 'F2']],
    ['whether files are known', { fact: 'evidence', column: 'known' }, ['no', 'yes', 'yes']],
    ['scans, where one is said', { fact: 'evidence', column: 'scan' }, ['clean'], { partial: true }],
    ['earlier statements', { fact: 'earlierStatements' }, [{ question: 'Q805', value: 'yes', ageYears: 2 }]],
    ['no cards where there is no list', { fact: 'systemCards' }, null],
    ['the tier', { sys: 'tier' }, 'medium'],
    ['the tier of the notice', { sys: 'tierFromRequirement' }, 'medium'],
    ['the award date', { sys: 'awardDate' }, '2027-03-31'],
    ['what the bid raises', { sys: 'raised' }, expect.arrayContaining([expect.stringContaining('part in decisions')])],
    ['no rule that can block in a pack without rules', { sys: 'blockingRules' }, []],
  ])('reads %s', (_name, ref, value, more = {}) => {
    expect(read(ref)).toMatchObject({ hidden: false, value, ...more })
  })

  it.each<[string, object]>([
    ['ticks', { q: 'Q704' }],
    ['a column', { q: 'Q202', column: 'group' }],
    ['a part', { q: 'Q306', part: 'safeguards' }],
    ['files for an option', { q: 'Q704', item: 'iso27001' }],
  ])('knows nothing of %s where the question is not shown', (_name, ref) => {
    const visibleWhen = { op: 'eq', of: { q: 'Q203' }, to: 'none' }
    const hidden = ['Q202', 'Q306', 'Q704']
    const sections = aPackSource().sections.map(section => ({
      ...section,
      questions: section.questions.map(question => (hidden.includes(question.id) ? { ...question, visibleWhen } : question)),
    }))
    const looked = lookAt(compilePack(aPackSource({ sections })), NOTICE, ANSWERS, FACTS)
    expect(resolveReference(ref, names, null, String)?.read(looked, null)).toEqual({ hidden: true, blank: true, value: null })
  })

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'null names nothing that can be read'],
    ['a text', 'Q203', '"Q203" names nothing that can be read'],
    ['no such member', { question: 'Q203' }, '{"question":"Q203"} names nothing that can be read'],
    ['a question nobody asks', { q: 'constructor' }, 'there is no question constructor'],
    ['the declaration on AI in writing', { q: 'D1', part: 'how' }, 'no rule may read D1'],
    ['a part nobody asks for', { q: 'Q306', part: 'toString' }, 'question Q306 has no part toString'],
    ['a column nobody asks for', { q: 'Q202', column: 'colour' }, 'Q202 has no column colour'],
    ['a column of a choice', { q: 'Q203', column: 'value' }, 'Q203 has no column value'],
    ['a column by number', { q: 'Q202', column: 1 }, 'Q202 has no column 1'],
    ['files for no option', { q: 'Q704', item: 'x' }, 'question Q704 takes no files for x'],
    ['a member no notice has', { r: '__proto__' }, 'there is no member __proto__ of a requirement'],
    ['a column of a member no notice has', { r: 'nope', column: 'id' }, 'there is no member nope of a requirement'],
    ['a part of a declared path', { r: 'settings' }, 'there is no member settings of a requirement'],
    ['a risk nobody rates', { effective: 'colour' }, 'there is no risk attribute colour'],
    ['facts nobody gives', { fact: 'weather' }, 'there are no facts weather'],
    ['a column no fact has', { fact: 'evidence', column: 'size' }, 'the evidence files has no column size'],
    ['what no check finds', { sys: 'toString' }, 'the check finds nothing called toString'],
    ['the clock', { sys: 'today' }, 'the check finds nothing called today'],
  ])('is refused when it names %s', (_name, of, problem) => {
    expect(compiled({ op: 'empty', of }).problems).toEqual([problem])
  })
})

/** Every attribute of the risk profile. */
const PROFILE = [...names.attributes.keys()].map(name => `riskProfile.${name}`).toSorted()

describe('what a ref depends on', () => {
  it.each<[object, string[], string[]]>([
    [{ q: 'Q203' }, ['Q203'], []],
    [{ q: 'Q202', column: 'group' }, ['Q202'], []],
    [{ q: 'Q306', part: 'safeguards' }, ['Q306'], []],
    [{ q: 'Q704', item: 'iso27001' }, ['Q704'], []],
    [{ r: 'settings.reuse' }, [], ['settings.reuse']],
    [{ r: 'outcomes', column: 'id' }, [], ['outcomes']],
    [{ effective: 'role' }, ['Q203'], ['riskProfile.role']],
    [{ effective: 'subjects' }, [], ['riskProfile.subjects']],
    [{ fact: 'evidence' }, [], []],
    [{ sys: 'awardDate' }, [], ['awardDate']],
    [{ sys: 'raised' }, ['Q203', 'Q204', 'Q301', 'Q202', 'Q102', 'Q102'], PROFILE],
    [{ sys: 'tierFromRequirement' }, [], PROFILE],
  ])('%j is answers to %j and members of the notice %j', (ref, questions, paths) => {
    const reference = resolveReference(ref, names, null, String)
    expect([reference?.questions.toSorted(), reference?.paths.toSorted()]).toEqual([questions.toSorted(), paths])
  })

  it.each<[object, string]>([
    [{ q: 'Q202', column: 'vulnerable' }, 'vulnerable, which is of the kind codes'],
    [{ q: 'Q202', column: 'group' }, 'group, which is of the kind list'],
    [{ q: 'Q306', part: 'safeguards' }, 'the safeguards, which is of the kind text'],
    [{ q: 'Q201', part: 'outcome_ids' }, 'the outcomes, which is of the kind list'],
    [{ q: 'Q304' }, 'Q304, which is of the kind text'],
    [{ q: 'Q306' }, 'Q306, which is of the kind codes'],
    [{ q: 'Q403' }, 'Q403, which is of the kind rows'],
    [{ q: 'Q603' }, 'Q603, which is of the kind files'],
    [{ q: 'Q704', item: 'pen_test' }, 'label of pen_test, which is of the kind files'],
    [{ q: 'D2' }, 'D2, which is of the kind signature'],
    [{ fact: 'evidence' }, 'the evidence files, which is of the kind rows'],
    [{ r: 'marketEngagement.held' }, 'which is of the kind flag'],
  ])('%j is called %s', (of, words) => {
    expect(compiled({ op: 'lt', of, to: 1 }).problems.join()).toContain(`lt does not fit ${words.startsWith('which') ? '' : words}`)
    expect(compiled({ op: 'lt', of, to: 1 }).problems.join()).toContain(words)
  })
})

describe('what is looked at', () => {
  it('stands in the trace in the words of the rule', () => {
    const leaves = [
      { q: 'Q202', column: 'group' },
      { r: 'outcomes', column: 'id' },
      { effective: 'role' },
      { fact: 'systemCards' },
      { sys: 'tier' },
    ]
    expect(leaves.map(of => evaluated({ op: 'empty', of }, {}))).toMatchObject([
      { question: 'Q202', column: 'group' },
      { requirement: 'outcomes', column: 'id' },
      { effective: 'role' },
      { fact: 'systemCards' },
      { sys: 'tier', value: 'low' },
    ])
  })
})
