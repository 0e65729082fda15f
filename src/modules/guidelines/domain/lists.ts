export const distinct = (items: readonly string[]): string[] => [...new Set(items)]

/** Items as a sentence has them: "a, b and c". */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
