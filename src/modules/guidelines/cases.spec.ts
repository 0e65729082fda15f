import { describe, expect, it } from '@jest/globals'

import { refuseMalformedAnswers } from './domain/answer-shape.js'
import { applied } from './domain/rule-case.js'
import { TIERS, type Tier } from './domain/risk-tier.js'
import { cases, examples, foundOn, pack, source, type Found } from './rule-cases.fixture.js'

const rules = [...source.supplierRules, ...source.buyerRules]
const tiersOf = (name: string): readonly Tier[] => cases[name]?.of ?? TIERS
const shown = Object.entries(cases).flatMap(([name, change]) => (change.findings === undefined ? [] : [{ name, change }]))

/** Each case on each golden bid it changes, named for its rule and for the tier that comes of it. */
const trials = shown.flatMap(({ name, change }) =>
  tiersOf(name).map(of => {
    const [, rule = '', what = ''] = /^([SXB]R-\d\d) (.*)$/.exec(name) ?? ['', name, 'nothing is found']
    const found = foundOn(rule, change, of)
    return { rule, tier: found.tier, what, found, expected: change.findings?.[of] }
  }),
)

describe('Broken once, a golden bid or its notice gives exactly what the case says:', () => {
  const rows = trials.map(({ rule, tier, what, found, expected }): [string, Tier, string, Found, unknown] => [
    rule,
    tier,
    what,
    found,
    expected,
  ])
  it.each(rows)('%s at %s: %s', (_rule, _tier, _what, { findings }, expected) => {
    expect(findings).toEqual(expected)
  })
})

describe('The cases', () => {
  it('show each outcome a rule can have at each tier where it runs', () => {
    const reached = new Set(trials.map(({ rule, tier, found }) => `${rule} ${found.findings[rule] ?? 'none'} at ${tier}`))
    const wanted = rules.flatMap(({ id, outcome, escalate = [] }) =>
      TIERS.filter(tier => outcome[tier] !== 'none').flatMap(tier =>
        [outcome[tier], ...escalate.map(({ to }) => to)].map(each => `${id} ${each} at ${tier}`),
      ),
    )
    expect(wanted.filter(each => !reached.has(each))).toEqual([])
  })

  it('show each rule fire by itself, save where another has to speak with it', () => {
    const alone = new Set(
      trials.filter(({ found }) => Object.keys(found.findings).length === 1).flatMap(({ found }) => Object.keys(found.findings)),
    )
    const never = rules.map(({ id }) => id).filter(id => !alone.has(id))
    expect(never).toEqual(['SR-19', 'SR-28', 'SR-33', 'SR-39', 'SR-42', 'XR-01', 'XR-06'])
  })

  it('are each used by a rule or say what is found, at every tier they are of', () => {
    const used = new Set(rules.flatMap(({ fixtures }) => Object.values(fixtures)))
    expect(Object.keys(cases).filter(name => !used.has(name) && cases[name]?.findings === undefined)).toEqual([])
    expect(
      shown.filter(({ name, change }) => TIERS.some(tier => tiersOf(name).includes(tier) !== (change.findings?.[tier] !== undefined))),
    ).toEqual([])
    const firing = rules.map(({ fixtures }) => fixtures.fires)
    expect(firing.filter(name => cases[name]?.findings === undefined)).toEqual([])
  })

  it('hold well-formed answers only', () => {
    const problems = Object.entries(cases).flatMap(([name, change]) =>
      tiersOf(name).flatMap(of =>
        refuseMalformedAnswers(pack, applied(examples[of], change).answers).map(problem => ({ name, of, problem })),
      ),
    )
    expect(problems).toEqual([])
  })
})
