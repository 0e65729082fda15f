import { readPackSource } from './guideline-packs.js'
import type { PackSource, QuestionSource, RuleSource } from './domain/pack-source.js'

export const LMH = { low: 'required', medium: 'required', high: 'required' } as const
export const ALWAYS_BLOCKS = { low: 'block', medium: 'block', high: 'block' } as const

const options = (...codes: string[]) => codes.map(code => ({ code, label: `label of ${code}` }))

export function aQuestion(question: Partial<QuestionSource> & Pick<QuestionSource, 'id' | 'type'>): QuestionSource {
  return {
    text: `What about ${question.id}?`,
    asked: LMH,
    askedBecause: 'a test asks it',
    clauses: ['AIP-4.3'],
    also: [],
    help: { whyWeAsk: 'To test.', whatGoodLooksLike: 'A test.', whoUsuallyKnows: 'A tester', minutes: 1 },
    ...question,
  }
}

export function aRule(rule: Partial<RuleSource>): RuleSource {
  return {
    id: 'SR-90',
    version: 1,
    clauses: ['AIP-4.3'],
    also: [],
    outcome: ALWAYS_BLOCKS,
    message: 'Something is wrong.',
    fix: 'Mend it.',
    fixtures: { fires: 'fires', passes: 'passes', unknown: 'unknown' },
    ...rule,
  }
}

const QUESTIONS: QuestionSource[] = [
  aQuestion({ id: 'Q101', type: 'single', options: options('ai_core', 'no_ai') }),
  aQuestion({ id: 'Q102', type: 'multi', options: options('rules', 'generative', 'biometric') }),
  aQuestion({
    id: 'Q202',
    type: 'table',
    columns: [
      { name: 'group', label: 'group' },
      { name: 'vulnerable', label: 'vulnerable', options: options('yes', 'no') },
    ],
    asked: { ...LMH, low: 'optional' },
  }),
  aQuestion({ id: 'Q203', type: 'single', options: options('none', 'informs', 'recommends', 'solely') }),
  aQuestion({ id: 'Q204', type: 'single', options: options('none', 'minor', 'significant') }),
  aQuestion({ id: 'Q301', type: 'single', options: options('none', 'anonymised', 'personal', 'special') }),
  aQuestion({
    id: 'Q306',
    type: 'multi',
    options: [...options('uk', 'other_country'), { code: 'none', label: 'none', needsReason: true }],
    parts: [{ name: 'safeguards', label: 'the safeguards', kind: 'text' }],
  }),
  aQuestion({
    id: 'Q307',
    type: 'evidence',
    files: { min: 1, max: 2 },
    asked: { low: 'no', medium: 'required', high: 'required' },
    visibleWhen: { op: 'in', of: { effective: 'pdata' }, to: ['personal', 'special'] },
  }),
  aQuestion({
    id: 'Q201',
    type: 'text',
    parts: [
      { name: 'outcome_ids', label: 'the outcomes', kind: 'list' },
      { name: 'measure', label: 'the measure', kind: 'text' },
    ],
  }),
  aQuestion({ id: 'Q503', type: 'number', range: { min: 0, max: 100 } }),
  aQuestion({ id: 'Q603', type: 'evidence', files: { min: 1, max: 2 }, asked: { low: 'no', medium: 'optional', high: 'required' } }),
  aQuestion({ id: 'Q704', type: 'multi', options: options('iso27001', 'pen_test'), itemFiles: true }),
  aQuestion({
    id: 'D1',
    type: 'single',
    options: options('yes', 'no'),
    takesText: true,
    asked: { low: 'optional', medium: 'optional', high: 'optional' },
  }),
  aQuestion({ id: 'D2', type: 'signature' }),
]

const RAISED_BY = {
  role: { question: 'Q203' },
  effect: { question: 'Q204' },
  pdata: { question: 'Q301' },
  vulnerable: { question: 'Q202', column: 'vulnerable' },
  biometric: { question: 'Q102', as: { biometric: 'verify' } },
  generative: { question: 'Q102', as: { generative: 'yes' } },
}

/** A small pack with a question of every type and all six attributes that a bid can raise. */
export function aPackSource(changes: Partial<PackSource> = {}): PackSource {
  const real = readPackSource('ai-procurement/2020-06-08')
  const attributes = real.attributes.map(attribute => {
    const raisedBy = Object.entries(RAISED_BY).find(([name]) => name === attribute.name)?.[1]
    return raisedBy === undefined ? attribute : { ...attribute, raisedBy }
  })
  const limits = { textCharacters: 100, cellCharacters: 20, rows: 3, rowsOfNotice: 5, listItems: 4 }
  return {
    ...real,
    meta: { ...real.meta, limits },
    attributes,
    sections: [{ id: '1', title: 'All types', questions: QUESTIONS }],
    supplierRules: [],
    buyerRules: [],
    ...changes,
  }
}
