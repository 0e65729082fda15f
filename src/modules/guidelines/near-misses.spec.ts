import { describe, expect, it } from '@jest/globals'

import { refuseMalformedAnswers } from './domain/answer-shape.js'
import type { FindingOutcome } from './domain/pack-source.js'
import type { RuleCase } from './domain/rule-case.js'
import type { Tier } from './domain/risk-tier.js'
import { goldenBid } from './golden-bids.js'
import { foundOn, pack } from './rule-cases.fixture.js'

type Change = (value: string) => RuleCase

const words = (count: number): string => Array<string>(count).fill('word').join(' ')

const text =
  (question: string): Change =>
  count => ({ answers: { [`${question}.text`]: words(Number(count)) } })

const number =
  (question: string, requirement: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Change =>
  value => ({ requirement, answers: { ...more, [`${question}.value`]: Number(value) } })

/** The first so many files or rows of the golden answer, or those after some. */
const first =
  (question: string, member: 'files' | 'rows', of: Tier, after = 0, requirement: Record<string, unknown> = {}): Change =>
  count => {
    const answer = goldenBid(of).passing[question] as Record<string, unknown[]>
    return { requirement, answers: { [`${question}.${member}`]: answer[member]?.slice(after, after + Number(count)) } }
  }

/** A figure claimed in a row of Q701. */
const claim =
  (row: number, requirement: Record<string, unknown> = {}): Change =>
  value => ({ requirement, answers: { [`Q701.rows.${String(row)}.claimed_value`]: value } })

const acceptable =
  (row: number, requirement: Record<string, unknown> = {}): Change =>
  value => ({ requirement, answers: { [`Q701.rows.${String(row)}.acceptable_value`]: value } })

/** A figure of the measure by its usual name: one of the bidder's own in Q701, or one of fairness in Q403. */
const own =
  (measure: string): Change =>
  value => ({ answers: { 'Q701.rows.3.own_measure': measure, 'Q701.rows.3.claimed_value': value } })

const fairness =
  (metric: string): Change =>
  value => ({ answers: { 'Q403.rows.0.metric': metric, 'Q403.rows.0.value': value } })

const apart: Change = value => ({
  answers: { 'Q403.rows.0.value': value, 'Q403.rows.0.reference': '0.7', 'Q403.rows.0.tolerance': '0.1', 'Q403.rows.0.action': '' },
})

const reason: Change = count => ({ answers: { Q303: { value: 'not_applicable', reason: words(Number(count)) } } })
const expiry: Change = date => ({ facts: { 'files.file-model-card.expiryDate': date } })
const age: Change = ageYears => ({ facts: { earlierStatements: [{ question: 'Q805', value: 'yes', ageYears: Number(ageYears) }] } })
const problem: Change = count => ({ requirement: { problemStatement: words(Number(count)) } })
const weight: Change = value => ({ requirement: { 'criteria.1.weight': value } })

const REVIEWS_EACH = { 'Q501.value': 'reviews_each' }
const SAMPLE = { 'Q501.value': 'reviews_sample' }
const PROVIDER = { 'Q902.value': 'provider_controlled' }
const PERCENT = { 'measures.0.unit': 'percent' }
const LOWER = { 'measures.0.higherIsBetter': false, 'measures.0.minimum': '1' }
const ONE_MEASURE = { measures: [goldenBid('low').requirement.measures?.[0]] }

/** What is found beyond the limit, where nothing is found within it; or what is found within and beyond. */
type Outcome = FindingOutcome | readonly [within: FindingOutcome, beyond: FindingOutcome]

/** On the golden bid of the tier: what is changed, to the last value within and the first beyond, how, and the outcome. */
type Row = [rule: string, of: Tier, what: string, within: string, beyond: string, change: Change, outcome: Outcome]

const ROWS: Row[] = [
  ['SR-02', 'low', 'words in Q201', '60', '59', text('Q201'), 'block'],
  ['SR-02', 'medium', 'words in Q304', '80', '79', text('Q304'), 'block'],
  ['SR-02', 'medium', 'words in Q404', '80', '79', text('Q404'), 'block'],
  ['SR-02', 'low', 'words in Q801', '80', '79', text('Q801'), 'block'],
  ['SR-05', 'medium', 'words of a reason', '15', '14', reason, 'block'],
  ['SR-03', 'medium', 'files to Q307', '1', '0', first('Q307', 'files', 'medium'), 'block'],
  ['SR-19', 'medium', 'files to Q307', '1', '0', first('Q307', 'files', 'medium'), 'block'],
  ['SR-28', 'high', 'files to Q603', '1', '0', first('Q603', 'files', 'high'), 'block'],
  ['SR-46', 'low', 'files to Q605', '1', '0', first('Q605', 'files', 'low'), 'warn'],
  ['SR-04', 'low', 'end of validity, the award being on 2027-03-31', '2027-03-31', '2027-03-30', expiry, 'warn'],
  ['SR-04', 'high', 'end of validity, the award being on 2027-03-31', '2027-03-31', '2027-03-30', expiry, 'refer'],
  ['SR-08', 'low', 'rows in Q103', '1', '0', first('Q103', 'rows', 'low'), 'warn'],
  ['SR-11', 'medium', 'rows in Q202', '1', '0', first('Q202', 'rows', 'medium', 2), 'block'],
  ['SR-12', 'medium', 'rows in Q205', '2', '1', first('Q205', 'rows', 'medium'), 'block'],
  ['SR-12', 'high', 'rows in Q205', '3', '2', first('Q205', 'rows', 'high'), 'block'],
  ['SR-14', 'low', 'rows in Q302', '1', '0', first('Q302', 'rows', 'low'), 'warn'],
  ['SR-22', 'high', 'rows in Q403', '1', '0', first('Q403', 'rows', 'high'), 'block'],
  ['SR-23', 'medium', 'above 0.7, with a tolerance of 0.1', '0.8', '0.80000000000000000001', apart, 'refer'],
  ['SR-23', 'medium', 'below 0.7, with a tolerance of 0.1', '0.6', '0.59999999999999999999', apart, 'refer'],
  ['SR-29', 'low', 'rows in Q701', '1', '0', first('Q701', 'rows', 'low', 0, ONE_MEASURE), 'block'],
  ['SR-29', 'low', 'claimed, a mandatory minimum being 0.85', '0.850', '0.84999999999999999999', claim(0), 'block'],
  ['SR-29', 'low', 'claimed, another minimum being 0.7', '0.70', '0.69999999999999999999', claim(1), 'refer'],
  ['SR-29', 'low', 'claimed, the mandatory most being 7', '7.0', '7.00000000000000000001', claim(2), 'block'],
  ['SR-29', 'medium', 'claimed, another most being 20', '20', '20.1', claim(2), 'refer'],
  ['SR-32', 'high', 'rows in Q705', '1', '0', first('Q705', 'rows', 'high', 4), 'block'],
  ['SR-36', 'low', 'hours in Q804, 72 when the buyer sets none', '72', '73', number('Q804', { 'settings.incidentHours': null }), 'warn'],
  ['SR-36', 'medium', 'hours in Q804, 72 when the buyer sets none', '72', '73', number('Q804', { 'settings.incidentHours': null }), 'warn'],
  ['SR-36', 'high', 'hours in Q804, 24 when the buyer sets none', '24', '25', number('Q804', { 'settings.incidentHours': null }), 'block'],
  ['SR-36', 'medium', 'hours in Q804, 48 set by the buyer', '48', '49', number('Q804'), 'warn'],
  ['SR-36', 'high', 'hours in Q804, 8 set by the buyer', '8', '9', number('Q804', { 'settings.incidentHours': 8 }), 'block'],
  [
    'SR-40',
    'medium',
    'days in Q903, 14 when the buyer sets none',
    '14',
    '13',
    number('Q903', { 'settings.changeNoticeDays': null }),
    'warn',
  ],
  [
    'SR-40',
    'high',
    'days in Q903, 30 when the buyer sets none',
    '30',
    '29',
    number('Q903', { 'settings.changeNoticeDays': null }),
    'refer',
  ],
  ['SR-40', 'high', 'days in Q903, 60 set by the buyer', '60', '59', number('Q903', { 'settings.changeNoticeDays': 60 }), 'refer'],
  ['SR-41', 'low', 'rows in Q904', '1', '0', first('Q904', 'rows', 'low'), 'warn'],
  ['XR-04', 'high', 'percent decided on by people', '100', '99', number('Q503'), 'block'],
  ['XR-04', 'medium', 'percent reviewed of each', '100', '99', number('Q503', {}, REVIEWS_EACH), 'block'],
  ['XR-04', 'medium', 'percent reviewed of a sample', '99', '100', number('Q503', {}, SAMPLE), 'block'],
  ['XR-12', 'low', 'years since another statement', '3', '2', age, 'refer'],
  ['XR-15', 'low', 'a share that is better high', '0.99999', '1', claim(0), 'refer'],
  ['XR-15', 'low', 'a share that is better high', '1.000', '1.00000000000000000001', claim(0), ['refer', 'block']],
  ['XR-15', 'low', 'a share that is better low', '0.00001', '0', claim(0, LOWER), 'refer'],
  ['XR-15', 'low', 'a share that is better low', '0', '-0.00001', claim(0, LOWER), ['refer', 'block']],
  ['XR-15', 'low', 'an acceptable share', '1', '1.00001', acceptable(0), 'block'],
  ['XR-15', 'low', 'an acceptable share', '0', '-0.00001', acceptable(0), 'block'],
  ['XR-15', 'low', 'a percentage', '99.9', '100', claim(0, PERCENT), 'refer'],
  ['XR-15', 'low', 'a percentage', '100.0', '100.00001', claim(0, PERCENT), ['refer', 'block']],
  ['XR-15', 'low', 'an acceptable percentage', '100', '100.1', acceptable(0, PERCENT), 'block'],
  ['XR-15', 'low', 'accuracy', '0', '-0.1', own('Accuracy'), 'block'],
  ['XR-15', 'low', 'accuracy', '0.999', '1', own('Accuracy'), 'refer'],
  ['XR-15', 'low', 'error rate', '1', '1.1', own('error_rate'), 'block'],
  ['XR-15', 'low', 'error rate', '0.001', '0', own('error-rate'), 'refer'],
  ['XR-15', 'high', 'selection rate, of which neither end is perfect', '0', '-0.1', fairness('selection_rate'), 'block'],
  ['XR-15', 'high', 'selection rate, of which neither end is perfect', '1', '1.1', fairness('selection_rate'), 'block'],
  ['XR-15', 'high', 'false positive rate', '0.001', '0', fairness('false_positive_rate'), 'refer'],
  ['XR-16', 'medium', 'days in Q903', '0', '1', number('Q903', { 'settings.changeNoticeDays': 0 }, PROVIDER), 'warn'],
  ['BR-09', 'low', 'words of the problem statement', '60', '59', problem, 'block'],
  ['BR-17', 'low', 'weight of ethics', '0.001', '0.000', weight, 'warn'],
  ['BR-17', 'high', 'weight of ethics', '0.001', '0', weight, 'block'],
]

describe('On either side of a limit,', () => {
  it.each(ROWS)('%s at %s: %s of %s pass and %s do not', (rule, of, _what, within, beyond, change, outcome) => {
    const [found, foundBeyond] = typeof outcome === 'string' ? [{}, outcome] : [{ [rule]: outcome[0] }, outcome[1]]
    expect(foundOn(rule, change(within), of).findings).toEqual(found)
    expect(foundOn(rule, change(beyond), of).findings).toMatchObject({ [rule]: foundBeyond })
  })

  const names = (count: number): string[] => Array.from({ length: count }, (_nothing, place) => `file-${String(place)}`)
  const rows = (count: number) => ({ rows: Array<unknown>(count).fill({ name: 'x' }) })

  it.each<[question: string, what: string, within: unknown, beyond: unknown]>([
    ['Q503', '0 percent, not less', { value: 0 }, { value: -1 }],
    ['Q503', '100 percent, not more', { value: 100 }, { value: 101 }],
    ['Q804', '0 hours, not less', { value: 0 }, { value: -1 }],
    ['Q804', '720 hours, not more', { value: 720 }, { value: 721 }],
    ['Q903', '0 days, not less', { value: 0 }, { value: -1 }],
    ['Q903', '365 days, not more', { value: 365 }, { value: 366 }],
    ['Q307', '3 files, not more', { files: names(3) }, { files: names(4) }],
    ['Q603', '2 files, not more', { files: names(2) }, { files: names(3) }],
    ['Q605', '5 files, not more', { files: names(5) }, { files: names(6) }],
    ['Q801', '3 files, not more', { files: names(3) }, { files: names(4) }],
    ['Q201', '20,000 characters, not more', { text: 'x'.repeat(20_000) }, { text: 'x'.repeat(20_001) }],
    ['Q103', '2,000 characters in a cell, not more', { rows: [{ name: 'x'.repeat(2000) }] }, { rows: [{ name: 'x'.repeat(2001) }] }],
    ['Q103', '2,000 rows, not more', rows(2000), rows(2001)],
    ['Q201', '200 items, not more', { parts: { outcome_ids: names(200) } }, { parts: { outcome_ids: names(201) } }],
  ])('%s takes %s', (question, _what, within, beyond) => {
    expect(refuseMalformedAnswers(pack, { [question]: within })).toEqual([])
    expect(refuseMalformedAnswers(pack, { [question]: beyond })).not.toEqual([])
  })
})
