/** Own figure: fewer words tell a supplier nothing that it could act on. */
const FEWEST_WORDS = 5

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether reasons for a rejection say something of their own: some words, and not just the criterion again. */
export const saysEnough = (reasons: string, criterion: string): boolean => {
  const words = wordsOf(reasons)
  return words.length >= FEWEST_WORDS && words.join(' ') !== wordsOf(criterion).join(' ')
}
