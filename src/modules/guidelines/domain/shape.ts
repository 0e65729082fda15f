import { parseInstant } from '../../../shared/domain/instant.js'
import { COUNTRIES } from './countries.js'
import { isFigure } from './figures.js'
import { isObject, isStorableText } from './json.js'
import type { ShapeProblem } from './pack.js'

/** Says what is wrong with the form of a value found at an RFC 6901 pointer; it throws on nothing. */
export type Shape = (value: unknown, pointer: string) => ShapeProblem[]

export const problem = (pointer: string, code: string, detail: string): ShapeProblem[] => [{ pointer, code, detail }]

export const step = (pointer: string, name: string | number): string =>
  `${pointer}/${typeof name === 'number' ? name : name.replaceAll('~', '~0').replaceAll('/', '~1')}`

export const text =
  (longest: number): Shape =>
  (value, pointer) => {
    if (typeof value !== 'string') return problem(pointer, 'wrong-type', 'Send text here.')
    if (value.length > longest) return problem(pointer, 'too-long', `Send at most ${longest} characters.`)
    return isStorableText(value) ? [] : problem(pointer, 'not-text', 'Remove the characters that are not text.')
  }

export const option =
  (codes: readonly string[], blankToo = false): Shape =>
  (value, pointer) => {
    if (typeof value !== 'string') return problem(pointer, 'wrong-type', 'Send one option code as text.')
    if (codes.includes(value) || (blankToo && value === '')) return []
    return problem(pointer, 'unknown-option', `Use one of: ${codes.join(', ')}.`)
  }

export const number =
  (range: { min: number; max: number } | undefined): Shape =>
  (value, pointer) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return problem(pointer, 'wrong-type', 'Send a number here.')
    if (range === undefined || (value >= range.min && value <= range.max)) return []
    return problem(pointer, 'out-of-range', `Send a number from ${range.min} to ${range.max}.`)
  }

export const boolean: Shape = (value, pointer) =>
  typeof value === 'boolean' ? [] : problem(pointer, 'wrong-type', 'Send true or false here.')

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && parseInstant(`${text}T00:00Z`) !== null

export const date: Shape = (value, pointer) => {
  if (typeof value !== 'string') return problem(pointer, 'wrong-type', 'Send a date as text.')
  return value === '' || isDay(value) ? [] : problem(pointer, 'not-a-date', 'Send a date as YYYY-MM-DD.')
}

/** Decimal text, so that a figure is compared exactly as it was written. */
export const figure: Shape = (value, pointer) => {
  if (typeof value !== 'string') return problem(pointer, 'wrong-type', 'Send a figure as text, such as "0.93".')
  return value === '' || isFigure(value) ? [] : problem(pointer, 'not-a-figure', 'Send a figure with digits alone, such as 0.93.')
}

/** Of ISO 3166-1, where the United Kingdom is GB. */
export const country: Shape = (value, pointer) => {
  if (typeof value !== 'string') return problem(pointer, 'wrong-type', 'Send a country code as text.')
  if (value === '' || COUNTRIES.has(value)) return []
  return problem(pointer, 'not-a-country', 'Send a two-letter country code of ISO 3166-1, such as GB for the United Kingdom.')
}

export const listOf =
  (most: number, item: Shape): Shape =>
  (value, pointer) => {
    if (!Array.isArray(value)) return problem(pointer, 'wrong-type', 'Send a list here.')
    if (value.length > most) return problem(pointer, 'too-many', `Send at most ${most} items.`)
    return value.flatMap((each, place) => item(each, step(pointer, place)))
  }

export const distinct =
  (list: Shape): Shape =>
  (value, pointer) => {
    const problems = list(value, pointer)
    const repeated = problems.length === 0 && new Set(value as unknown[]).size < (value as unknown[]).length
    return repeated ? problem(pointer, 'duplicate', 'Send each item once.') : problems
  }

/** An object that has no members but these; all may be left out. */
export const membersOf =
  (members: ReadonlyMap<string, Shape>, unknownCode: string): Shape =>
  (value, pointer) => {
    if (!isObject(value)) return problem(pointer, 'wrong-type', 'Send an object here.')
    const names = Object.keys(value)
    if (names.length > members.size + MOST_STRANGERS) return problem(pointer, 'too-many', `Send at most ${members.size} members.`)
    return names.flatMap(name => {
      const shape = members.get(name)
      if (shape !== undefined) return shape(value[name], step(pointer, name))
      return problem(step(pointer, shown(name)), unknownCode, `It may hold: ${[...members.keys()].join(', ') || 'nothing'}.`)
    })
  }

/** Beyond this many unknown members one problem says it all. */
const MOST_STRANGERS = 50

const shown = (name: string): string => name.slice(0, 80).replace(/[\p{Cs}\0]/gu, '\u{FFFD}')
