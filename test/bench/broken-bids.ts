import type { Answers } from '../../src/modules/guidelines/domain/answers.js'
import type { CheckInput } from '../../src/modules/guidelines/domain/check-ethics.js'
import type { Pack } from '../../src/modules/guidelines/domain/pack.js'
import type { QuestionSource } from '../../src/modules/guidelines/domain/pack-source.js'
import { goldenBid } from '../../src/modules/guidelines/golden-bids.js'
import { TIERS } from '../../src/modules/guidelines/domain/risk-tier.js'
import { randomFrom } from '../support/random-from.js'

/** Golden bids with answers changed, blanked, emptied and left out at random, and with members of the notice missing; the same ones each time. */
export function brokenBids(pack: Pack, count: number): CheckInput[] {
  const golden = TIERS.map(goldenBid)
  return Array.from({ length: count }, (_each, seed): CheckInput => {
    const random = randomFrom(seed)
    const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
    const [bid, other] = [pick(golden), pick(golden)]
    if (bid === undefined || other === undefined) throw new Error('There are no golden bids.')
    const change = (source: QuestionSource, answer: unknown): unknown => {
      if (random() > 0.25) return answer
      const ways = [() => undefined, () => other.passing[source.id], () => anAnswer(source, random), () => blanked(answer, random)]
      return pick(ways)?.()
    }
    const answers = [...pack.questions.values()].map(({ source }) => [source.id, change(source, bid.passing[source.id])] as const)
    return { requirement: withoutSome(bid.requirement, random), answers: told(answers), facts: random() < 0.2 ? {} : bid.facts }
  })
}

const told = (answers: readonly (readonly [string, unknown])[]): Answers =>
  Object.fromEntries(answers.filter(([, answer]) => answer !== undefined))

function anAnswer({ type, options = [], range, parts }: QuestionSource, random: () => number): unknown {
  const chance = options.filter(() => random() < 0.4).map(({ code }) => code)
  if (type === 'single') return { value: options[Math.floor(random() * options.length)]?.code, parts: parts === undefined ? undefined : {} }
  if (type === 'multi') return { value: chance }
  if (type === 'number') return { value: Math.floor(random() * (range?.max ?? 100)) }
  return type === 'table' ? { rows: [] } : { text: 'Short.' }
}

/** The same value with some of its texts blank. */
function blanked(value: unknown, random: () => number): unknown {
  if (typeof value === 'string') return random() < 0.4 ? '' : value
  if (Array.isArray(value)) return value.map(item => blanked(item, random))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, blanked(member, random)]))
}

const withoutSome = (requirement: Readonly<Record<string, unknown>>, random: () => number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(requirement).flatMap(([name, member]) => {
      if (random() < 0.1) return []
      const isGroup = typeof member === 'object' && member !== null && !Array.isArray(member)
      return [[name, isGroup ? Object.fromEntries(Object.entries(member).filter(() => random() > 0.1)) : member] as const]
    }),
  )
