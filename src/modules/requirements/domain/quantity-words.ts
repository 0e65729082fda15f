import type { PriceLine } from './requirement-content.js'

/** A unit that is a common noun, with what may stand before it ("training day") and be said of it ("month of service"). */
const NOUN = /^((?:[a-z]+ )*?)([a-z]+)((?: (?:of|per|for|in|with|on) .+)?)$/

/** Nouns that have another plural, or none. */
const PLURALS: Readonly<Record<string, string>> = { person: 'people', each: 'each', staff: 'staff', storage: 'storage', data: 'data' }

/** "24 months", "1 month"; a unit that is no common noun stays as its buyer wrote it: "24 × GB". */
export function quantityInWords({ quantity, unit }: Pick<PriceLine, 'quantity' | 'unit'>): string {
  if (Number(quantity) === 1) return `${quantity} ${unit}`
  const [, before, noun, after] = NOUN.exec(unit) ?? []
  return noun === undefined ? `${quantity} × ${unit}` : `${quantity} ${String(before)}${pluralOf(noun)}${String(after)}`
}

function pluralOf(noun: string): string {
  const known = PLURALS[noun]
  if (known !== undefined) return known
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies')
  if (/(x|ch|sh)$/.test(noun)) return `${noun}es`
  return noun.endsWith('s') ? noun : `${noun}s`
}
