import { describe, expect, it } from '@jest/globals'

import { goldenBid } from '../golden-bids.js'
import { readPackSource } from '../guideline-packs.js'
import type { Answers } from './answers.js'
import { checkEthics, type Facts } from './check-ethics.js'
import { compilePack } from './compile-pack.js'
import type { RequirementForRules } from './requirement-for-rules.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))
const { requirement, passing, facts: known } = goldenBid('medium')

/** Warnings of three kinds: on answers alone, on a setting, and on evidence. */
const answers: Answers = {
  ...passing,
  Q305: { value: 'with_consent' },
  Q703: { value: 'no' },
  Q804: { value: 49 },
}
const undated = Object.fromEntries(Object.entries(known.files).map(([id, file]) => [id, { ...(file as object), issueDate: null }]))
const facts: Facts = { ...known, files: undated }
const hashes = (given: Answers = answers, notice: RequirementForRules = requirement, with_: Facts = facts): Record<string, string> => {
  const { findings } = checkEthics(pack, { requirement: notice, answers: given, facts: with_ })
  return Object.fromEntries(findings.map(({ rule, readHash }) => [rule, readHash]))
}

const before = hashes()
const changedIn = (after: Record<string, string>): string[] => Object.keys(before).filter(rule => after[rule] !== before[rule])

describe('the hash of what a rule read', () => {
  it('stands in each finding', () => {
    expect(Object.keys(before)).toEqual(['SR-04', 'SR-30', 'SR-36', 'SR-47', 'XR-06'])
    expect(Object.values(before).filter(hash => !/^sha256-[0-9a-f]{64}$/.test(hash))).toEqual([])
    expect(new Set(Object.values(before)).size).toBe(5)
  })

  it.each<[string, Answers, RequirementForRules, Facts, string[]]>([
    ['an answer no warning reads', { ...answers, Q903: { value: 60 } }, requirement, facts, []],
    ['the declaration on AI in writing', { ...answers, D1: { value: 'yes' } }, requirement, facts, []],
    ['a hidden answer', { ...answers, Q503: { value: 3 }, Q402: { value: ['age'] } }, requirement, facts, []],
    ['an answer it reads', { ...answers, Q804: { value: 50 } }, requirement, facts, ['SR-36']],
    ['a setting it reads', answers, { ...requirement, settings: { ...requirement.settings, incidentHours: 20 } }, facts, ['SR-36']],
    [
      'a setting it does not read',
      answers,
      { ...requirement, settings: { ...requirement.settings, explainability: 'mandatory' } },
      facts,
      [],
    ],
    ['a member no rule reads', answers, { ...requirement, ...{ title: 'Other' } }, facts, []],
    ['what one file says', answers, requirement, { ...facts, files: { ...undated, more: {} } }, []],
    ['what is known of the files', answers, requirement, { ...facts, files: known.files }, ['SR-04']],
    ['an earlier statement', answers, requirement, { ...facts, earlierStatements: [{ question: 'Q805', value: 'none', ageYears: 1 }] }, []],
    ['the award date', answers, { ...requirement, ...{ awardDate: '2027-04-01' } }, facts, ['SR-04']],
    [
      'the tier',
      answers,
      { ...requirement, riskProfile: { ...requirement.riskProfile, safety: 'yes' } },
      facts,
      ['SR-04', 'SR-30', 'SR-36', 'SR-47', 'XR-06'],
    ],
  ])('changes with %s only where the rule read that', (_name, given, notice, with_, changed) => {
    expect(changedIn(hashes(given, notice, with_))).toEqual(changed)
  })

  it('is the same whatever the order of members', () => {
    expect(hashes(Object.fromEntries(Object.entries(answers).reverse()))).toEqual(before)
  })
})
