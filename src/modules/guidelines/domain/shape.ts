import { escapedInPointer } from '../../../shared/domain/json-pointer.js'
import { COUNTRIES } from './countries.js'
import { isFigure } from './figures.js'
import { isObject, isStorableText } from './json.js'
import type { ShapeProblem } from './pack.js'

/** Says what is wrong with the form of a value, each with the RFC 6901 pointer from there; it throws on nothing. */
export type Shape = (value: unknown) => readonly ShapeProblem[]

const NONE: readonly ShapeProblem[] = []

export const problem = (code: string, detail: string): readonly ShapeProblem[] => [{ pointer: '', code, detail }]

/** The same as seen from the value around it. Most often there are none, and no pointer is written. */
export const under = (name: string | number, problems: readonly ShapeProblem[]): readonly ShapeProblem[] =>
  problems.length === 0 ? problems : problems.map(each => ({ ...each, pointer: `/${escaped(name)}${each.pointer}` }))

const escaped = (name: string | number): string => escapedInPointer(String(name))

export const text =
  (longest: number): Shape =>
  value => {
    if (typeof value !== 'string') return problem('wrong-type', 'Send text here.')
    if (value.length > longest) return problem('too-long', `Send at most ${longest} characters.`)
    return isStorableText(value) ? NONE : problem('not-text', 'Remove the characters that are not text.')
  }

export const option =
  (codes: readonly string[], blankToo = false): Shape =>
  value => {
    if (typeof value !== 'string') return problem('wrong-type', 'Send one option code as text.')
    if (codes.includes(value) || (blankToo && value === '')) return NONE
    return problem('unknown-option', `Use one of: ${codes.join(', ')}.`)
  }

export const number =
  (range: { min: number; max: number } | undefined): Shape =>
  value => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return problem('wrong-type', 'Send a number here.')
    if (range === undefined || (value >= range.min && value <= range.max)) return NONE
    return problem('out-of-range', `Send a number from ${range.min} to ${range.max}.`)
  }

export const boolean: Shape = value => (typeof value === 'boolean' ? NONE : problem('wrong-type', 'Send true or false here.'))

/** A day of the calendar from the year 1 on: 30 February would come out as the first or second of March. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !text.startsWith('0000') && new Date(`${text}T00:00Z`).getUTCDate() === Number(text.slice(8))

export const date: Shape = value => {
  if (typeof value !== 'string') return problem('wrong-type', 'Send a date as text.')
  return value === '' || isDay(value) ? NONE : problem('not-a-date', 'Send a date as YYYY-MM-DD.')
}

/** Decimal text, so that a figure is compared exactly as it was written. */
export const figure: Shape = value => {
  if (typeof value !== 'string') return problem('wrong-type', 'Send a figure as text, such as "0.93".')
  return value === '' || isFigure(value) ? NONE : problem('not-a-figure', 'Send a figure with digits alone, such as 0.93.')
}

/** Of ISO 3166-1, where the United Kingdom is GB. */
export const country: Shape = value => {
  if (typeof value !== 'string') return problem('wrong-type', 'Send a country code as text.')
  if (value === '' || COUNTRIES.has(value)) return NONE
  return problem('not-a-country', 'Send a two-letter country code of ISO 3166-1, such as GB for the United Kingdom.')
}

export const listOf =
  (most: number, item: Shape): Shape =>
  value => {
    if (!Array.isArray(value)) return problem('wrong-type', 'Send a list here.')
    if (value.length > most) return problem('too-many', `Send at most ${most} items.`)
    return gathered(value, (each, place) => under(place, item(each)))
  }

export const distinct =
  (list: Shape): Shape =>
  value => {
    const problems = list(value)
    const repeated = problems.length === 0 && new Set(value as unknown[]).size < (value as unknown[]).length
    return repeated ? problem('duplicate', 'Send each item once.') : problems
  }

/** An object that has no members but these; all may be left out. */
export const membersOf =
  (members: ReadonlyMap<string, Shape>, unknownCode: string): Shape =>
  value => {
    if (!isObject(value)) return problem('wrong-type', 'Send an object here.')
    const names = Object.keys(value)
    if (names.length > members.size + MOST_STRANGERS) return problem('too-many', `Send at most ${members.size} members.`)
    return gathered(names, name => {
      const shape = members.get(name)
      if (shape !== undefined) return under(name, shape(value[name]))
      return under(shown(name), problem(unknownCode, `It may hold: ${[...members.keys()].join(', ') || 'nothing'}.`))
    })
  }

/** What is wrong with each, in turn. Most often that is nothing, and no list is made. */
function gathered<T>(all: readonly T[], problemsOf: (each: T, place: number) => readonly ShapeProblem[]): readonly ShapeProblem[] {
  let problems: ShapeProblem[] | null = null
  for (let place = 0; place < all.length; place += 1) {
    const found = problemsOf(all[place] as T, place)
    if (found.length > 0) (problems ??= []).push(...found)
  }
  return problems ?? NONE
}

/** Beyond this many unknown members one problem says it all. */
const MOST_STRANGERS = 50

const shown = (name: string): string => name.slice(0, 80).replace(/[\p{Cs}\0]/gu, '\u{FFFD}')
