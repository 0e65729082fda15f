/** A run of words that is in both texts, only in the one before, or only in the one after. */
export interface Segment {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** Two texts, each with what the other lacks marked. */
export interface MarkedTexts {
  before: Segment[]
  after: Segment[]
}

/** More pairs of words than these are not compared one by one: the texts then count as wholly different between their equal ends. */
const MOST_PAIRS = 4_000_000

/** A word with the space before it, so that nothing is lost when they are put together again. */
const wordsOf = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? []

/** What changed, word by word, by the longest common run of words. */
export function compareWords(before: string, after: string): MarkedTexts {
  const [old, young] = [wordsOf(before), wordsOf(after)]
  const start = equalAtStart(old, young)
  const end = equalAtEnd(old.slice(start), young.slice(start))
  const [oldMiddle, youngMiddle] = [old.slice(start, old.length - end), young.slice(start, young.length - end)]
  const common = commonWords(oldMiddle, youngMiddle)
  const around = (middle: Segment[], words: readonly string[]): Segment[] =>
    joined([same(words.slice(0, start)), ...middle, same(words.slice(words.length - end))])
  return {
    before: around(markAll(oldMiddle, common.before, 'gone'), old),
    after: around(markAll(youngMiddle, common.after, 'new'), young),
  }
}

const same = (words: readonly string[]): Segment => ({ kind: 'same', text: words.join('') })

function equalAtStart(old: readonly string[], young: readonly string[]): number {
  const different = old.findIndex((word, place) => word !== young[place])
  return different === -1 ? old.length : different
}

const equalAtEnd = (old: readonly string[], young: readonly string[]): number => {
  const most = Math.min(old.length, young.length)
  let count = 0
  while (count < most && old[old.length - 1 - count] === young[young.length - 1 - count]) count += 1
  return count
}

/** The places of the words that stay, in either text. */
interface Common {
  before: ReadonlySet<number>
  after: ReadonlySet<number>
}

function commonWords(old: readonly string[], young: readonly string[]): Common {
  const [before, after] = [new Set<number>(), new Set<number>()]
  if (old.length * young.length > MOST_PAIRS) return { before, after }
  const lengths = lengthsOfCommon(old, young)
  const wide = young.length + 1
  const at = (one: number, other: number): number => lengths[one * wide + other] ?? 0
  let [one, other] = [0, 0]
  while (one < old.length && other < young.length) {
    if (old[one] === young[other]) {
      before.add(one++)
      after.add(other++)
    } else if (at(one + 1, other) >= at(one, other + 1)) one += 1
    else other += 1
  }
  return { before, after }
}

/** For each pair of places, how many words the rests have in common, row by row. */
function lengthsOfCommon(old: readonly string[], young: readonly string[]): Uint16Array {
  const wide = young.length + 1
  const lengths = new Uint16Array((old.length + 1) * wide)
  for (let one = old.length - 1; one >= 0; one -= 1)
    for (let other = young.length - 1; other >= 0; other -= 1) {
      const [here, below] = [one * wide + other, (one + 1) * wide + other]
      lengths[here] = old[one] === young[other] ? (lengths[below + 1] ?? 0) + 1 : Math.max(lengths[below] ?? 0, lengths[here + 1] ?? 0)
    }
  return lengths
}

const markAll = (words: readonly string[], kept: ReadonlySet<number>, otherwise: 'gone' | 'new'): Segment[] =>
  words.map((text, place) => ({ kind: kept.has(place) ? 'same' : otherwise, text }))

/** Neighbours of one kind as one. */
function joined(segments: readonly Segment[]): Segment[] {
  const runs: Segment[] = []
  for (const { kind, text } of segments) {
    const last = runs.at(-1)
    if (text === '') continue
    if (last?.kind === kind) last.text += text
    else runs.push({ kind, text })
  }
  return runs
}
