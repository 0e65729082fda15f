/** The fewest letters of a word that is put right: shorter ones are like too many others. */
const SHORTEST = 4

/** Letters that may be wrong in a word of so many. */
const mistakesIn = (letters: number): number => (letters < 8 ? 1 : 2)

/** Words of a search that may have been misspelt, in small letters. What is joined by a hyphen or an apostrophe is several. */
export const wordsIn = (q: string): string[] => [
  ...new Set((q.match(/\p{L}+/gu) ?? []).filter(word => word.length >= SHORTEST).map(word => word.toLowerCase())),
]

/** The nearest of some known words, the first of equals; null where the word is known or none is near enough. */
export function nearestTo(word: string, known: readonly string[]): string | null {
  if (known.includes(word)) return null
  const near = known.map(each => ({ each, mistakes: mistakesBetween(word, each) }))
  const best = near.reduce<(typeof near)[number] | null>(
    (one, other) => (one === null || other.mistakes < one.mistakes ? other : one),
    null,
  )
  return best !== null && best.mistakes <= mistakesIn(word.length) ? best.each : null
}

/** The search with words put right, and all signs where they were. */
export const corrected = (q: string, right: ReadonlyMap<string, string>): string =>
  q.replaceAll(/\p{L}+/gu, word => right.get(word.toLowerCase()) ?? word)

/** Letters to add, leave out, change, or swap with their neighbour, to make one word the other. */
export function mistakesBetween(one: string, other: string): number {
  let [before, last]: number[][] = [[], [...Array(other.length + 1).keys()]]
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      next.push(
        Math.min(
          at(last, column) + 1,
          at(next, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(before, column - 2) + 1 : Infinity,
        ),
      )
    }
    ;[before, last] = [last, next]
  }
  return at(last, other.length)
}

const at = (row: readonly number[] | undefined, place: number): number => row?.[place] ?? Infinity
