import { readPackSource } from './guideline-packs.js'
import type { PackSource, QuestionSource, RuleSource } from './domain/pack-source.js'

export const LMH = { low: 'required', medium: 'required', high: 'required' } as const
export const NEVER_REQUIRED = { low: 'optional', medium: 'optional', high: 'optional' } as const
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

/** A rule that always knows, unless its fixtures say otherwise. */
export function aRule(rule: Partial<RuleSource>): RuleSource {
  return {
    id: 'SR-90',
    version: 1,
    clauses: ['AIP-4.3'],
    also: [],
    outcome: ALWAYS_BLOCKS,
    message: 'Something is wrong.',
    fix: 'Mend it.',
    fixtures: { fires: 'fires', passes: 'passes', unknown: null },
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
  aQuestion({
    id: 'Q403',
    type: 'table',
    columns: [
      { name: 'metric', label: 'the metric' },
      { name: 'value', label: 'the value', kind: 'figure' },
      { name: 'limit', label: 'the limit', kind: 'figure' },
      { name: 'date', label: 'the date', kind: 'date' },
      { name: 'country', label: 'the country', kind: 'country' },
      { name: 'context', label: 'the context', options: options('lab', 'live') },
    ],
    asked: NEVER_REQUIRED,
  }),
  aQuestion({
    id: 'Q304',
    type: 'text',
    floorWords: 3,
    files: { min: 0, max: 1 },
    parts: [
      { name: 'limits', label: 'the limits', kind: 'text' },
      { name: 'plan', label: 'the plan', kind: 'text', requiredWhen: { op: 'eq', of: { r: 'settings.dataCheck' }, to: 'required' } },
    ],
    asked: NEVER_REQUIRED,
  }),
  aQuestion({ id: 'Q503', type: 'number', range: { min: 0, max: 100 } }),
  aQuestion({ id: 'Q603', type: 'evidence', files: { min: 1, max: 2 }, asked: { low: 'no', medium: 'optional', high: 'required' } }),
  aQuestion({
    id: 'Q704',
    type: 'multi',
    options: [...options('iso27001', 'pen_test'), { code: 'none', label: 'none', needsReason: true }],
    itemFiles: true,
  }),
  aQuestion({
    id: 'D1',
    type: 'single',
    options: options('yes', 'no'),
    takesText: true,
    asked: NEVER_REQUIRED,
  }),
  aQuestion({ id: 'D2', type: 'signature' }),
]

/** A small pack with a question of every type and all six attributes that a bid can raise. */
export function aPackSource(changes: Partial<PackSource> = {}): PackSource {
  const real = readPackSource('ai-procurement/2020-06-08')
  const limits = { textCharacters: 100, cellCharacters: 20, rows: 3, rowsOfNotice: 5, listItems: 4 }
  return {
    ...real,
    meta: { ...real.meta, limits },
    sections: [{ id: '1', title: 'All types', questions: QUESTIONS }],
    supplierRules: [],
    buyerRules: [],
    ...changes,
  }
}
