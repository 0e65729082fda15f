import type { Json } from './json.js'

/** A decimal number held exactly: `digits` divided by ten to the power of `places`. */
export interface Figure {
  readonly digits: bigint
  readonly places: number
}

const DECIMAL = /^-?\d+(\.\d+)?$/

/** Longer than any figure anybody means; what is longer is no figure. */
const LONGEST = 60

export const isFigure = (text: string): boolean => text.length <= LONGEST && DECIMAL.test(text)

/** A decimal text or a number as an exact figure, or null when it is neither. Spaces around the text do not count. */
export function figureOf(value: Json): Figure | null {
  if (typeof value === 'number') return figureOfNumber(value)
  const text = typeof value === 'string' ? value.trim() : ''
  return isFigure(text) ? decimal(text) : null
}

function decimal(text: string): Figure {
  const point = text.indexOf('.')
  if (point === -1) return { digits: BigInt(text), places: 0 }
  return { digits: BigInt(text.slice(0, point) + text.slice(point + 1)), places: text.length - point - 1 }
}

/** A number as JSON writes it, which may be with an exponent. */
function figureOfNumber(value: number): Figure | null {
  if (!Number.isFinite(value)) return null
  const [written = '', exponent = '0'] = String(value).split('e')
  const { digits, places } = decimal(written)
  const shift = Number(exponent)
  return shift > 0 ? { digits: digits * 10n ** BigInt(shift), places } : { digits, places: places - shift }
}

/** So short a decimal text that no other one as short has the same nearest number, and none is out of order. */
const SHORT = 15

/** Below zero, zero or above, exactly; null where one is neither a number nor a decimal text. */
export function orderOf(one: Json, other: Json): number | null {
  const [near, far] = [asNumber(one), asNumber(other)]
  if (near !== null && far !== null) return near - far
  const [left, right] = [figureOf(one), figureOf(other)]
  return left === null || right === null ? null : compareFigures(left, right)
}

/** The number that stands for the figure in every comparison, where there is one. */
function asNumber(value: Json): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && value.length <= SHORT && DECIMAL.test(value) ? Number(value) : null
}

/** A figure ready to be compared: the number that stands for it, or as it is where none does. */
export const comparableFigure = (value: Json): Json => asNumber(value) ?? value

const scaled = ({ digits, places }: Figure, to: number): bigint => digits * 10n ** BigInt(to - places)

/** Below zero when one is less than the other, above when more, zero when equal, whatever zeros they end in. */
export function compareFigures(one: Figure, other: Figure): number {
  const places = Math.max(one.places, other.places)
  const difference = scaled(one, places) - scaled(other, places)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** How far apart two figures are, whichever is more. */
export function distanceBetween(one: Figure, other: Figure): Figure {
  const places = Math.max(one.places, other.places)
  const difference = scaled(one, places) - scaled(other, places)
  return { digits: difference < 0n ? -difference : difference, places }
}

/** A figure in plain notation, without zeros at the end. */
export function shownFigure({ digits, places }: Figure): string {
  const sign = digits < 0n ? '-' : ''
  const all = String(digits < 0n ? -digits : digits).padStart(places + 1, '0')
  const [whole, part] = [all.slice(0, all.length - places), all.slice(all.length - places).replace(/0+$/, '')]
  return `${sign}${whole}${part === '' ? '' : `.${part}`}`
}
