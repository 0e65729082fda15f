import { describe, expect, it } from '@jest/globals'

import { goldenBid } from '../golden-bids.js'
import { readPackSource } from '../guideline-packs.js'
import type { Answers } from './answers.js'
import { checkEthics } from './check-ethics.js'
import { compilePack } from './compile-pack.js'
import type { Tier } from './risk-tier.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))

function statusOf(clause: string, tier: Tier, changes: Answers = {}): string | undefined {
  const { requirement, passing, facts } = goldenBid(tier)
  const merged: [string, unknown][] = Object.entries({ ...passing, ...changes })
  const answers = Object.fromEntries(merged.filter(([, answer]) => answer !== null))
  return checkEthics(pack, { requirement, answers, facts }).clauses.find(({ id }) => id === clause)?.status
}

const reason = 'The service looks at road surfaces alone and nobody is named, shown, counted or sorted by anything it puts out.'
const UNDATED = { rows: [{ context: 'deployment' }] }

describe('A clause without a finding', () => {
  it.each<[string, string, Tier, Answers, string]>([
    ['is met where a rule of its own looked and all was told', 'AIP-9.1', 'high', {}, 'met'],
    ['is for evaluators where only the form was looked at', 'AIP-9.2', 'high', {}, 'for-evaluators'],
    ['is not applicable where none of its questions is shown', 'AIP-E.6', 'low', {}, 'not-applicable'],
    [
      'is for evaluators where its question is set aside with a reason',
      'AIP-9.1',
      'medium',
      { Q401: { value: 'not_applicable', reason } },
      'for-evaluators',
    ],
    [
      'is for evaluators where fit of data is said not to apply',
      'AIP-3.4',
      'medium',
      { Q303: { value: 'not_applicable', reason } },
      'for-evaluators',
    ],
    ['is for evaluators where a rule was asked all and still could not know', 'AIP-E.4', 'high', { Q403: UNDATED }, 'for-evaluators'],
  ])('%s', (_name, clause, tier, changes, status) => {
    expect(statusOf(clause, tier, changes)).toBe(status)
  })
})

describe('A clause with findings', () => {
  it.each<[string, string, Tier, Answers, string]>([
    ['is not met by the worst, a block', 'AIP-9.1', 'medium', { Q401: { value: 'not_planned' }, Q403: null }, 'not-met'],
    ['is referred', 'AIP-9.1', 'high', { Q401: { value: 'planned' }, Q403: null }, 'referred'],
    [
      'is met with warnings',
      'AIP-3.3',
      'low',
      { Q305: { value: 'with_consent' }, Q902: { value: 'scheduled_retrain' } },
      'met-with-warnings',
    ],
  ])('%s', (_name, clause, tier, changes, status) => {
    expect(statusOf(clause, tier, changes)).toBe(status)
  })
})
