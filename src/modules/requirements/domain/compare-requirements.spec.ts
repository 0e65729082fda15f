import { describe, expect, it } from '@jest/globals'

import { compareRequirements } from './compare-requirements.js'
import type { RequirementContent } from './requirement-content.js'
import type { SectionWords } from './section-words.js'

/** As a guideline's pack and an agreement have them. */
const WORDS: SectionWords = {
  asks: () => null,
  calls: at => ({ 'settings/dataCheck': 'full data check in the tender', 'riskProfile/subjects': 'who the outputs are about' })[at] ?? null,
  options: (at, column) =>
    ({
      categoryIds: [{ code: '7f2c', label: 'Data analytics' }],
      'riskProfile/subjects': [{ code: 'public_bodies', label: 'Public bodies' }],
      'criteria/kind': [{ code: 'social_value', label: 'Social value' }],
    })[[at, ...(column === undefined ? [] : [column])].join('/')] ?? [],
}

const labels = (before: RequirementContent, after: RequirementContent): string[] =>
  compareRequirements(before, after, WORDS).map(({ label }) => label)

const outcome = (id: string, text: string) => ({ id, text })

describe('Two versions of a requirement', () => {
  it('that say the same differ in nothing, whatever the order of their members', () => {
    expect(compareRequirements({ title: 'A', whyAi: 'B' }, { whyAi: 'B', title: 'A' }, WORDS)).toEqual([])
  })

  it.each<[string, RequirementContent, RequirementContent, string[]]>([
    ['a text', { title: 'A' }, { title: 'B' }, ['Title']],
    ['something new', {}, { whyAi: 'B' }, ['Why AI may fit']],
    ['something gone', { whyAi: 'B' }, {}, ['Why AI may fit']],
    [
      'one of a list',
      { outcomes: [outcome('O1', 'x'), outcome('O2', 'y')] },
      { outcomes: [outcome('O1', 'x'), outcome('O2', 'z')] },
      ['Outcome O2'],
    ],
    [
      'one of a list that moved',
      { outcomes: [outcome('O1', 'x'), outcome('O2', 'y')] },
      { outcomes: [outcome('O2', 'y'), outcome('O1', 'x')] },
      [],
    ],
    ['a setting', { settings: { dataCheck: 'none' } }, { settings: { dataCheck: 'sample_check' } }, ['Full data check in the tender']],
    ['a list of codes', { cpvCodes: ['72300000'] }, { cpvCodes: ['72300000', '72200000'] }, ['CPV codes']],
    ['what was emptied', { documents: [{ title: 'x' }] }, { documents: [] }, ['Document 1']],
  ])('name what changed: %s', (_, before, after, expected) => {
    expect(labels(before, after)).toEqual(expected)
  })

  it('show moments, days, choices, figures and ids as people read them', () => {
    const after: RequirementContent & { categoryIds: string[] } = {
      submissionDeadline: '2026-12-04T17:00:00.000000Z',
      awardDate: '2027-01-31',
      termMonths: 12,
      estimatedValue: { amount: '250000.00', currency: 'GBP', vat: 'excluded', vatAmount: '50000.00' },
      filters: { location: ['england-north-west', 'Wherever it rains'] },
      criteria: [{ id: 'C1', title: 'Care', kind: 'social_value', weight: '12.5' }],
      awardQuestions: [{ id: 'A1', criterionId: 'C1', text: 'Who cares?', wordLimit: 300 }],
      priceLines: [{ id: 'P1', title: 'Service', unit: 'month', quantity: '24' }],
      measures: [
        { id: 'M1', name: 'Defects found', unit: 'per cent', minimum: '85', mandatory: true, higherIsBetter: true },
        { id: 'M2', name: 'Time to repair', unit: 'days', minimum: '7', mandatory: false, higherIsBetter: false },
      ],
      riskProfile: { subjects: 'public_bodies', scale: 0 },
      marketEngagement: { held: false },
      categoryIds: ['7f2c'],
    }
    const said = compareRequirements({}, after, WORDS).map(({ label, after: [segment] }) => [label, segment?.text])
    expect(Object.fromEntries(said as [string, string][])).toEqual({
      Places: 'England, North West, Wherever it rains',
      'Award question A1': 'Care (C1); Who cares?; most words of an answer: 300',
      'Price line P1': 'Service; unit: month; how many: 24',
      'Measure M1': 'Defects found; unit: per cent; limit: 85; every bid must reach it; higher is better',
      'Measure M2': 'Time to repair; unit: days; limit: 7; a bid need not reach it; lower is better',
      Categories: 'Data analytics',
      'Term in months': '12',
      'Estimated value': '£250,000.00 without VAT, and £50,000.00 VAT',
      'Criterion C1': 'Care; Social value; weight in per cent: 12.5',
      'Deadline for bids': '4 December 2026 at 17:00:00 (GMT)',
      'Day on which the award is planned': '31 January 2027',
      'Who the outputs are about': 'Public bodies',
      'Risk profile': '0',
      'Did you talk to suppliers before?': 'No',
    })
  })
})
