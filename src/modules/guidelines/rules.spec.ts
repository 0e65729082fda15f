import { describe, expect, it } from '@jest/globals'

import type { RuleSource } from './domain/pack-source.js'
import { TIERS, type Tier } from './domain/risk-tier.js'
import { readPackSource } from './guideline-packs.js'

const { supplierRules, buyerRules, clauses, companions } = readPackSource('ai-procurement/2020-06-08')
const rules = [...supplierRules, ...buyerRules]

const LETTER = { block: 'B', refer: 'R', warn: 'W', inform: 'I', hold: 'H', none: '-' } as const

/** Outcomes at low, medium and high, and what they may turn into; clauses, and companions. A dash stands where the rule is silent, or where no bid of that tier can make it fire. */
type Row = [id: string, outcomes: string, escalates: string, clauses: string, also: string]

const SUPPLIER: Row[] = [
  ['SR-01', 'B B B', '', '', ''],
  ['SR-02', 'B B B', '', 'AIP-9.2', ''],
  ['SR-03', 'B B B', '', 'AIP-9.4 AIP-7.3', ''],
  ['SR-04', 'W W R', '', 'AIP-9.4', ''],
  ['SR-05', 'B B B', '', '', ''],
  ['SR-06', 'B B B', '', '', 'LAW-PA23'],
  ['SR-07', 'R R R', '', 'AIP-4.1 AIP-D.4', ''],
  ['SR-08', 'W B B', '', 'AIP-8.3 AIP-1.3 AIP-D.4', ''],
  ['SR-09', '- W R', '', 'AIP-6.2 AIP-D.4', ''],
  ['SR-10', 'B B B', '', 'AIP-4.2 AIP-D.1', ''],
  ['SR-11', 'W B B', '', 'AIP-4.3', 'ETAF-2 LAW-EQ'],
  ['SR-12', '- B B', '', 'AIP-4.3', 'ETAF-1'],
  ['SR-13', '- R R', '', 'AIP-4.3 AIP-3.5', ''],
  ['SR-14', 'W B B', '', 'AIP-D.3 AIP-3.4', ''],
  ['SR-15', '- W B', '', 'AIP-3.4', 'CDEI-BIAS'],
  ['SR-16', 'W R B', '', 'AIP-3.4 AIP-P.2', ''],
  ['SR-17', 'B B B', 'R', 'AIP-3.3', 'LAW-DP'],
  ['SR-18', 'B B B', '', 'AIP-3.3', 'LAW-DP'],
  ['SR-19', '- B B', '', 'AIP-3.5', 'LAW-DP'],
  ['SR-20', 'W B B', '', 'AIP-9.1 AIP-E.4', ''],
  ['SR-21', '- W R', '', 'AIP-9.1 AIP-E.4', 'CDEI-BIAS'],
  ['SR-22', '- B B', '', 'AIP-9.1 AIP-E.4', 'LAW-EQ'],
  ['SR-23', '- R R', '', 'AIP-E.4 AIP-9.1', ''],
  ['SR-24', 'W B B', '', 'AIP-7.1', 'PB-4'],
  ['SR-25', '- W B', '', 'AIP-7.1', 'LAW-22C'],
  ['SR-26', 'W R R', 'B', 'AIP-8.1 AIP-8.2', ''],
  ['SR-27', '- W B', '', 'AIP-7.5', 'ICO-E1'],
  ['SR-28', '- - B', '', 'AIP-8.2 AIP-7.5', 'ICO-E1'],
  ['SR-29', 'B B B', 'B R', 'AIP-E.7 AIP-D.1', ''],
  ['SR-30', '- W B', '', 'AIP-E.6 AIP-E.5', ''],
  ['SR-31', 'W B B', '', 'AIP-7.3 AIP-9.4 AIP-E.8', ''],
  ['SR-32', '- W B', '', 'AIP-7.3 AIP-E.8', 'CYB-3'],
  ['SR-33', 'W B B', '', 'AIP-E.2 AIP-9.3', ''],
  ['SR-34', 'B B B', '', 'AIP-7.2 AIP-E.3 AIP-E.9 AIP-2.2 AIP-9.3', ''],
  ['SR-35', 'W B B', '', 'AIP-7.4 AIP-C.1 AIP-9.3', ''],
  ['SR-36', 'W W B', '', 'AIP-9.3', ''],
  ['SR-37', 'R R R', 'B', 'AIP-9.3 AIP-E.3', ''],
  ['SR-38', 'B B B', 'W', 'AIP-8.3 AIP-8.4 AIP-D.5 AIP-1.3', ''],
  ['SR-39', '- B B', '', 'AIP-10.1 AIP-C.2', ''],
  ['SR-40', '- W R', '', 'AIP-10.4 AIP-10.1', ''],
  ['SR-41', 'W B B', '', 'AIP-10.2 AIP-10.3 AIP-C.3', ''],
  ['SR-42', 'B B B', '', 'AIP-C.4 AIP-D.5', ''],
  ['SR-43', '- - B', '', 'AIP-7.1', 'LAW-22C ETAF-6'],
  ['SR-44', '- - B', 'R', 'AIP-7.1', 'LAW-22B'],
  ['SR-45', 'W B B', '', 'AIP-7.5', 'ETAF-5 ATRS PB-7'],
  ['SR-46', 'W B B', '', 'AIP-D.4 AIP-8.3', 'CYB-8'],
  ['SR-47', 'W W W', '', 'AIP-3.3', 'LAW-DP'],
]

const CONTRADICTIONS: Row[] = [
  ['XR-01', 'R R R', '', 'AIP-D.4', ''],
  ['XR-02', '- R R', '', 'AIP-3.5', 'LAW-DP'],
  ['XR-03', 'B B B', '', 'AIP-7.1', 'LAW-22C'],
  ['XR-04', '- B B', '', 'AIP-7.1', ''],
  ['XR-05', 'R R R', '', 'AIP-8.1', ''],
  ['XR-06', 'W W W', '', 'AIP-3.3 AIP-10.1', ''],
  ['XR-07', '- W W', '', 'AIP-3.4', ''],
  ['XR-08', '- R R', '', 'AIP-9.1 AIP-E.5', ''],
  ['XR-09', 'W W W', '', 'AIP-E.7', ''],
  ['XR-10', 'B B B', '', 'AIP-3.3', ''],
  ['XR-11', 'R R R', '', 'AIP-7.4', ''],
  ['XR-12', 'R R R', '', 'AIP-9.3', ''],
  ['XR-13', 'R R R', '', 'AIP-4.3', ''],
  ['XR-14', 'W W W', '', 'AIP-D.4', ''],
  ['XR-15', 'B B B', 'B R', 'AIP-E.7', ''],
  ['XR-16', '- W W', '', 'AIP-10.4', ''],
]

const BUYER: Row[] = [
  ['BR-01', 'B B B', '', 'AIP-1.1', 'PB-10'],
  ['BR-02', 'W W W', '', 'AIP-1.2', ''],
  ['BR-03', 'W B B', '', 'AIP-2.1 AIP-E.1', ''],
  ['BR-04', 'B B B', '', 'AIP-3.1', ''],
  ['BR-05', 'W W W', 'B', 'AIP-3.2 AIP-P.2 AIP-D.2', ''],
  ['BR-06', 'B B B', '', 'AIP-4.1 AIP-P.1', 'PB-6'],
  ['BR-07', 'W W W', '', 'AIP-5.1', ''],
  ['BR-08', 'B B B', '', 'AIP-5.3 AIP-P.4', ''],
  ['BR-09', 'W W W', 'B', 'AIP-6.1 AIP-D.1', ''],
  ['BR-10', '- B B', '', 'AIP-4.3 AIP-P.3', ''],
  ['BR-11', '- B B', '', 'AIP-3.5', 'LAW-DP LGA'],
  ['BR-12', '- B B', '', 'AIP-4.3', 'LAW-EQ LGA'],
  ['BR-13', 'B B B', '', 'AIP-4.3', ''],
  ['BR-14', 'H H H', '', 'AIP-7.1', 'LAW-22B ETAF-3'],
  ['BR-15', 'B B B', '', '', 'LAW-PA23'],
  ['BR-16', '- B B', '', 'AIP-C.1 AIP-C.2 AIP-C.3 AIP-C.4', ''],
  ['BR-17', 'W W B', '', 'AIP-9.1 AIP-E.7', ''],
  ['BR-18', 'W W W', '', 'AIP-7.5', 'ATRS'],
]

const written = ({ id, outcome, escalate = [], clauses: cited, also }: RuleSource): Row => [
  id,
  TIERS.map(tier => LETTER[outcome[tier]]).join(' '),
  escalate.map(({ to }) => LETTER[to]).join(' '),
  cited.join(' '),
  also.join(' '),
]

describe('the rules of 8 June 2020', () => {
  it.each([...SUPPLIER, ...CONTRADICTIONS, ...BUYER])('have %s give %s, or %s, and cite %s with %s', (...row) => {
    expect(rules.filter(({ id }) => id === row[0]).map(written)).toEqual([row])
  })

  it('number 47 for suppliers, 16 on contradictions and 18 for buyers', () => {
    const ids = (rows: Row[]) => rows.map(([id]) => id)
    expect([SUPPLIER.length, CONTRADICTIONS.length, BUYER.length]).toEqual([47, 16, 18])
    expect(supplierRules.map(({ id }) => id)).toEqual([...ids(SUPPLIER), ...ids(CONTRADICTIONS)])
    expect(buyerRules.map(({ id }) => id)).toEqual(ids(BUYER))
  })

  it('cite only what the register and the list of companions hold', () => {
    const known = new Set([...clauses, ...companions].map(({ id }) => id))
    expect(rules.flatMap(({ clauses: cited, also }) => [...cited, ...also]).filter(id => !known.has(id))).toEqual([])
  })

  it('leave 17, 33 and 43 that can block a bid at low, medium and high', () => {
    const mayBlock = (tier: Tier, { outcome, escalate = [] }: RuleSource) =>
      outcome[tier] !== 'none' && [outcome[tier], ...escalate.map(({ to }) => to)].includes('block')
    expect(TIERS.map(tier => supplierRules.filter(rule => mayBlock(tier, rule)).length)).toEqual([17, 33, 43])
  })
})
