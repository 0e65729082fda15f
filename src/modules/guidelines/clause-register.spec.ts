import { describe, expect, it } from '@jest/globals'

import { readPackSource } from './guideline-packs.js'

const source = readPackSource('ai-procurement/2020-06-08')
const questions = source.sections.flatMap(section => section.questions)
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id)
const range = (prefix: string, last: number): string[] => Array.from({ length: last }, (_, place) => `${prefix}${String(place + 1)}`)

describe('the clauses', () => {
  const { clauses } = source

  it('are 59: 36 under the ten guidelines and 23 of the process', () => {
    const counts = [3, 2, 5, 3, 3, 3, 5, 4, 4, 4].flatMap((count, place) => range(`AIP-${String(place + 1)}.`, count))
    expect(ids(clauses)).toEqual([...counts, ...range('AIP-P.', 5), ...range('AIP-D.', 5), ...range('AIP-E.', 9), ...range('AIP-C.', 4)])
    expect(clauses).toHaveLength(59)
  })

  it.each([
    ['buyer', 17],
    ['supplier', 7],
    ['both', 35],
  ] as const)('bind %s in %d cases', (side, count) => {
    expect(clauses.filter(({ binds }) => binds === side)).toHaveLength(count)
  })

  it('leave 15 to be confirmed', () => {
    expect(ids(clauses.filter(({ confirmed }) => !confirmed))).toEqual(
      ['1.1', '1.2', '1.3', '2.1', '3.3', '3.4', '3.5', '7.1', '7.2', '7.3', '7.4', '7.5', '8.4', 'D.5', 'C.1'].map(id => `AIP-${id}`),
    )
  })

  it('leave three to people alone', () => {
    expect(ids(clauses.filter(({ judgement }) => judgement === true))).toEqual(['AIP-5.2', 'AIP-6.3', 'AIP-P.5'])
  })

  it('that bind suppliers are each asked about, and say what the answer must show', () => {
    const asked = new Set(questions.flatMap(question => question.clauses))
    const binding = clauses.filter(({ binds, judgement }) => binds !== 'buyer' && judgement !== true)
    expect(ids(binding.filter(({ id, answerShows }) => !asked.has(id) || answerShows === null))).toEqual([])
  })

  it('say what counts as evidence', () => {
    expect(ids(clauses.filter(({ evidence, duty }) => evidence === '' || duty === ''))).toEqual([])
  })
})

describe('the companions', () => {
  const known = new Set([...ids(source.clauses), ...ids(source.companions)])

  it('are the register with its ranges spelt out', () => {
    expect(ids(source.companions)).toEqual([
      ...['22B', '22C', 'EQ', 'DP', 'PA23'].map(id => `LAW-${id}`),
      ...range('ETAF-', 7),
      ...range('ICO-E', 6),
      ...['TUR-SUM', 'TUR-FAST'],
      ...range('DAEF-', 7),
      ...range('PB-', 10),
      ...['ATRS', 'CDEI-BIAS', 'PPN-017'],
      ...range('CYB-', 13),
      ...range('WP-', 5),
      ...['LGA', 'DSTL-LD', 'CMA-ALG'],
    ])
  })

  it('and clauses are there wherever a question or a theme cites them', () => {
    const cited = [...questions.flatMap(({ clauses, also }) => [...clauses, ...also])]
    cited.push(...source.crosswalk.flatMap(({ clauses, companions }) => [...clauses, ...companions]))
    expect(cited.filter(id => !known.has(id))).toEqual([])
  })

  it('stand beside a clause in every question a rule may read', () => {
    expect(ids(questions.filter(({ clauses }) => clauses.length === 0))).toEqual(['D1'])
  })
})

describe('the crosswalk', () => {
  it('has eight themes, each with clauses, companions and other frameworks', () => {
    const counts = source.crosswalk.map(({ clauses, companions, others }) => [clauses.length, companions.length, others.length])
    expect(counts).toEqual([
      [3, 2, 3],
      [2, 5, 4],
      [8, 4, 3],
      [1, 5, 4],
      [3, 8, 2],
      [5, 14, 5],
      [5, 3, 3],
      [10, 4, 2],
    ])
  })
})

describe('the risk profile', () => {
  it('has 12 attributes and 17 gates', () => {
    expect([source.attributes.length, source.gates.length]).toEqual([12, 17])
  })

  it('is raised by six answers', () => {
    const raised = source.attributes.flatMap(({ name, raisedBy }) => (raisedBy === undefined ? [] : [[name, raisedBy] as const]))
    expect(Object.fromEntries(raised)).toEqual({
      role: { question: 'Q203' },
      effect: { question: 'Q204' },
      pdata: { question: 'Q301' },
      vulnerable: { question: 'Q202', column: 'vulnerable' },
      biometric: { question: 'Q102', as: { biometric: 'verify' } },
      generative: { question: 'Q102', as: { generative: 'yes' } },
    })
  })

  it('has values that the raising answers can take', () => {
    const missing = source.attributes.flatMap(({ name, values = [], raisedBy }) => {
      const question = questions.find(({ id }) => id === raisedBy?.question)
      const options =
        raisedBy?.column === undefined ? question?.options : question?.columns?.find(each => each.name === raisedBy.column)?.options
      const claims = raisedBy?.as === undefined ? (options ?? []).map(({ code }) => code) : Object.values(raisedBy.as)
      return claims.filter(claim => !values.some(({ code }) => code === claim)).map(claim => `${name} ${claim}`)
    })
    expect(missing).toEqual([])
  })

  it('counts a reason from 15 words', () => {
    expect(source.meta.floors).toEqual({ reasonWords: 15 })
  })
})
