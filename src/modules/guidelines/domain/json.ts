export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

/** Cells by the name of their column. */
export type TableRow = Readonly<Record<string, Json>>

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads an own member only, so nothing inherited ("constructor", "__proto__") is ever seen; undefined when there is none. */
export const own = (value: unknown, member: string): unknown =>
  isObject(value) && Object.hasOwn(value, member) ? value[member] : undefined

/** Whether nothing is said: no text but white space, no item, no member that says something, false. A number always says something. */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.every(isBlank)
  if (isObject(value)) return Object.values(value).every(isBlank)
  return typeof value !== 'number' && value !== true
}

export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

const DEPTH = 16

/** Whether it can be hashed as it is; otherwise `hashable` makes it so. */
export function isHashable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'boolean' || value === null) return true
  if (depth > DEPTH) return false
  if (Array.isArray(value)) return value.every(item => isHashable(item, depth + 1))
  if (!isObject(value)) return false
  return Object.keys(value).every(name => {
    const member = value[name]
    return member === undefined || (name.isWellFormed() && isHashable(member, depth + 1))
  })
}

/** The same JSON, made safe to hash: lone surrogates replaced, what JSON cannot hold dropped, nothing deeper than any rule can read. */
export function hashable(value: unknown, depth = 0): Json {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  if (depth > DEPTH) return null
  if (Array.isArray(value)) return value.map(item => hashable(item, depth + 1))
  if (!isObject(value)) return null
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([name, member]) => [name.toWellFormed(), hashable(member, depth + 1)]))
}

/** A value as words show it: text as it is, anything else as JSON. */
export const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null))
