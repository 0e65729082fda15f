import fc from 'fast-check'

import type { Answer, Answers } from './domain/answers.js'
import type { Attribute, RiskProfile } from './domain/risk-tier.js'
import type { ColumnSource, PackSource, PartSource, QuestionSource } from './domain/pack-source.js'

type Arbitrary<T> = fc.Arbitrary<T>

const WORDS = ['one', 'measured', 'council', 'O1', 'M1', 'error rate', 'proportion', 'v1', 'not applicable', 'never', '2.4']

/** Words without braces, so that a placeholder left in a message is the rule's own. */
const aText: Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', ...WORDS),
  fc.nat({ max: 200 }).map(words => 'word '.repeat(words)),
  fc.constantFrom('ÿ\u{1F600}', 'e\u0301', '\u202Eabc', '__proto__', 'constructor', '<b>', "it's"),
)

const aFigure = fc.oneof(
  fc.constantFrom('', '0', '1', '0.90', '-0', '100', '101', '-1', '0.02'),
  fc.tuple(fc.integer({ min: -999, max: 999 }), fc.nat({ max: 99 })).map(([whole, part]) => `${whole}.${part}`),
)

const aDate = fc.constantFrom('', '2025-12-31', '2026-02-28', '2026-10-01', '2026-10-20', '2027-03-31', '2028-02-29')

const CELL: Record<NonNullable<ColumnSource['kind']>, Arbitrary<string>> = {
  text: aText,
  figure: aFigure,
  date: aDate,
  country: fc.constantFrom('', 'GB', 'FR', 'US'),
}

const aCell = ({ kind = 'text', options }: ColumnSource): Arbitrary<string> =>
  options === undefined ? CELL[kind] : fc.constantFrom('', ...options.map(({ code }) => code))

const aRow = (columns: readonly ColumnSource[]): Arbitrary<Partial<Record<string, string>>> =>
  fc.record(Object.fromEntries(columns.map(column => [column.name, aCell(column)])), { requiredKeys: [] })

const FILES = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'lost']

const someFiles = (most: number): Arbitrary<string[]> => fc.subarray(FILES, { maxLength: most })

const aPart = ({ kind }: PartSource): Arbitrary<string | string[]> =>
  kind === 'text' ? aText : fc.subarray(['O1', 'O2', 'O3', 'O9', 'v1'])

const parts = (all: readonly PartSource[]): Arbitrary<Partial<Record<string, string | string[]>>> =>
  fc.record(Object.fromEntries(all.map(part => [part.name, aPart(part)])), { requiredKeys: [] })

const codesOf = ({ options = [] }: QuestionSource): string[] => options.map(({ code }) => code)

function membersOf(question: QuestionSource): Record<string, Arbitrary<unknown>> {
  const { type, columns = [], range = { min: 0, max: 100 } } = question
  if (type === 'single') return { value: fc.constantFrom(...codesOf(question)) }
  if (type === 'multi') return { value: fc.shuffledSubarray(codesOf(question)) }
  if (type === 'number') return { value: fc.oneof(fc.integer(range), fc.constantFrom(range.min, range.max)) }
  if (type === 'text') return { text: aText }
  if (type === 'table') return { rows: fc.array(aRow(columns), { maxLength: 4 }) }
  if (type === 'evidence') return {}
  return { signature: fc.record({ name: aText, role: aText, date: aDate, consent: fc.boolean() }, { requiredKeys: [] }) }
}

/** A well-formed answer of any kind the question takes, made from its data alone. */
export function anAnswerTo(question: QuestionSource): Arbitrary<Answer> {
  const { options = [], files, itemFiles, takesText } = question
  const items = Object.fromEntries(options.map(({ code }) => [code, someFiles(2)]))
  return fc.record(
    {
      ...membersOf(question),
      ...(question.parts === undefined ? {} : { parts: parts(question.parts) }),
      ...(options.some(({ needsReason }) => needsReason === true) ? { reason: aText } : {}),
      ...(takesText === true ? { text: aText } : {}),
      ...(files === undefined ? {} : { files: someFiles(files.max) }),
      ...(itemFiles === true ? { itemFiles: fc.record(items, { requiredKeys: [] }) } : {}),
    },
    { requiredKeys: [] },
  ) as Arbitrary<Answer>
}

/** Answers to some of the questions, or a good bid with some of its answers replaced: most findings lie near a good bid. */
export function someAnswers({ sections }: PackSource, near: readonly Answers[]): Arbitrary<Answers> {
  const all = sections.flatMap(({ questions }) => questions).map(question => [question.id, anAnswerTo(question)] as const)
  const any = fc.record(Object.fromEntries(all), { requiredKeys: [] })
  const few = fc.array(fc.oneof(...all.map(([id, answer]) => fc.tuple(fc.constant(id), answer))), { maxLength: 6 })
  const changed = fc.tuple(fc.constantFrom(...near), few).map(([good, changes]) => ({ ...good, ...Object.fromEntries(changes) }))
  return fc.oneof(any, changed, changed)
}

const aValue = ({ values }: Attribute): Arbitrary<string | number> =>
  values === undefined ? fc.constantFrom(0, 9_999, 10_000, 40_000) : fc.constantFrom(...values.map(({ code }) => code))

/** A risk profile as a notice has it, sometimes with gaps or values nobody listed. */
export function someRiskProfile({ attributes }: PackSource): Arbitrary<RiskProfile> {
  const whole = Object.fromEntries(attributes.map(attribute => [attribute.name, aValue(attribute)]))
  const gaps = Object.fromEntries(
    attributes.map(attribute => [attribute.name, fc.oneof(aValue(attribute), fc.constantFrom('unknown', null))]),
  )
  return fc.oneof(fc.record(whole), fc.record(whole, { requiredKeys: [] }), fc.record(gaps))
}

export const someSettings = ({ settings }: PackSource): Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      settings.map(({ name, kind, values = [] }) => {
        const codes = values.map(({ code }) => code)
        return [
          name,
          kind === 'number' ? fc.constantFrom(0, 14, 24, 72, 720) : kind === 'code' ? fc.constantFrom(...codes) : fc.subarray(codes),
        ]
      }),
    ),
    { requiredKeys: [] },
  )

const aFile = fc.record(
  {
    name: aText,
    issueDate: aDate,
    expiryDate: fc.oneof(aDate, fc.constant(null)),
    scan: fc.constantFrom('clean', 'pending', 'infected'),
    readable: fc.constantFrom('yes', 'no'),
  },
  { requiredKeys: ['name'] },
)

/** What is known besides the answers: files, all but one of them here; earlier statements; system cards. */
export const someFacts = fc.record(
  {
    files: fc.record(Object.fromEntries(FILES.filter(id => id !== 'lost').map(id => [id, aFile]))),
    earlierStatements: fc.array(
      fc.record({ question: fc.constantFrom('Q805', 'Q101'), value: fc.constantFrom('yes', 'none'), ageYears: fc.nat({ max: 5 }) }),
      { maxLength: 3 },
    ),
    systemCards: fc.array(fc.record({ name: aText, ai: fc.constantFrom('yes', 'no') }), { maxLength: 2 }),
    questionnaire: fc.constantFrom('1.0.0', '0.9.0'),
  },
  { requiredKeys: ['files'] },
)

/** The same JSON with the members of every object in another order, and ticked options too; the order of rows and lists stays. */
export function reordered<T>(value: T, seed: number): T {
  if (Array.isArray(value)) return value.map(item => reordered<unknown>(item, seed)) as T
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]: [string, unknown]): [string, unknown] => [name, reordered(member, seed)])
  const ticked = members.map(([name, member]): [string, unknown] => [
    name,
    name === 'value' && Array.isArray(member) ? shuffled(member, seed) : member,
  ])
  return Object.fromEntries(shuffled(ticked, seed)) as T
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const weigh = (place: number): number => ((place + 1) * 2_654_435_761 + seed * 40_503) % 4_294_967_296
  return items
    .map((item, place) => ({ item, weight: weigh(place) }))
    .toSorted((one, other) => one.weight - other.weight)
    .map(({ item }) => item)
}

/** One setting of a factor: what an answer to the question would be. */
interface Level {
  id: string
  answer: Answer
}

/** Each option of a choice by itself; of several ticks also all that go together. */
function levelsOf(question: QuestionSource): Level[] {
  const codes = codesOf(question)
  const as = (value: string | string[]): Level => ({ id: question.id, answer: { value } })
  if (question.type === 'single') return codes.map(as)
  return [...codes.map(code => as([code])), as(codes.filter(code => code !== 'none'))]
}

/**
 * Sets of answers to the coded questions in which any two options of any two questions meet at least once. Greedy: each set starts from a
 * pair not met yet and takes for every further question the option that meets most new ones.
 */
export function pairwise({ sections }: PackSource): Answers[] {
  const factors = sections
    .flatMap(({ questions }) => questions)
    .filter(({ type }) => type === 'single' || type === 'multi')
    .map(levelsOf)
  const left = new Set<string>()
  const key = (one: number, a: number, other: number, b: number): string =>
    one < other ? `${one}.${a}-${other}.${b}` : `${other}.${b}-${one}.${a}`
  factors.forEach((levels, one) => {
    factors.slice(one + 1).forEach((others, place) => {
      for (const a of levels.keys()) for (const b of others.keys()) left.add(key(one, a, one + 1 + place, b))
    })
  })

  const sets: Answers[] = []
  for (const pair of left) {
    const chosen = new Map(pair.split('-').map(side => side.split('.').map(Number) as [number, number]))
    const met = (factor: number, level: number): string[] =>
      [...chosen].map(([other, at]) => key(factor, level, other, at)).filter(each => left.has(each))
    factors.forEach((levels, factor) => {
      if (!chosen.has(factor))
        chosen.set(
          factor,
          [...levels.keys()].reduce((best, at) => (met(factor, at).length > met(factor, best).length ? at : best), 0),
        )
    })
    for (const [factor, level] of chosen) for (const each of met(factor, level)) left.delete(each)
    sets.push(
      Object.fromEntries([...chosen].flatMap(([factor, level]) => factors[factor]?.[level] ?? []).map(({ id, answer }) => [id, answer])),
    )
  }
  return sets
}
