/** Enough to see what there is. */
const [TEXT, LIST, MEMBERS] = [150, 3, 12]

/** The value with its long texts, lists and tables cut short, each cut marked. */
export function shorten(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > TEXT ? `${value.slice(0, TEXT).replace(/\s+\S*$/, '')} …` : value
  if (Array.isArray(value)) {
    const shown = value.length > LIST ? value.slice(0, LIST - 1) : value
    const cut = value.length > LIST ? [`… ${value.length - LIST + 1} more`] : []
    return [...shown.map(each => shorten(each, depth + 1)), ...cut]
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value)
  const shown = depth > 0 && members.length > MEMBERS ? members.slice(0, 3) : members
  const cut = members.length > shown.length ? [['…', `${members.length - shown.length} more`]] : []
  return Object.fromEntries([...shown.map(([name, each]) => [name, shorten(each, depth + 1)]), ...cut])
}
