const MOST_ITEMS = 2
const LONGEST = 400

/** What differs from run to run, and what stands for it in an example. Ids keep who is who: the same id is the same number. */
const VOLATILE: readonly [pattern: RegExp, plain: string][] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '2026-12-04T17:00:00.000000Z'],
  [/\b\d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d:\d\d(\.\d+)? \([A-Z+\d]+\)/g, '4 December 2026 at 17:00:00 (GMT)'],
  [/\b20\d\d-\d\d-\d\d\b(?!T)/g, '2026-12-04'],
  [/\b[\da-f]{64}\b/g, '0123456789abcdef'.repeat(4)],
  [/^[\w-]{86}$/g, 'A'.repeat(86)],
  [/^[\w-]{43}$/g, 'A'.repeat(43)],
]

const UUID = /\b[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\b/gi

/** Counts that depend on the moment. */
const FLEETING = new Set(['retryAfterSeconds', 'sequence'])

/** A body as an example shows it: volatile things made plain, lists cut to their first items. Same answer, same example. */
export function plain(body: unknown): unknown {
  const ids = new Map<string, string>()
  const numbered = (id: string): string => {
    const known = ids.get(id) ?? `01a208cf-0000-7000-8000-${String(ids.size + 1).padStart(12, '0')}`
    ids.set(id, known)
    return known
  }
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return plainText(value.replaceAll(UUID, numbered))
    if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, FLEETING.has(name) ? 1 : walk(member)]))
  }
  return walk(body)
}

function plainText(text: string): string {
  const made = VOLATILE.reduce((so, [pattern, plainly]) => so.replaceAll(pattern, plainly), text)
  return made.length <= LONGEST ? made : `${made.slice(0, LONGEST)}…`
}
