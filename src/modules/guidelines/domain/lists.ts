export const distinct = (items: readonly string[]): string[] => [...new Set(items)]

/** Items as a sentence has them: "a, b and c". */
export const listed = (items: readonly string[]): string => joined(items, 'and')

/** Items to choose from: "a, b or c". */
export const eitherOf = (items: readonly string[]): string => joined(items, 'or')

const joined = (items: readonly string[], last: 'and' | 'or'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`
