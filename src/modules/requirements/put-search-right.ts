import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { corrected, nearestTo, wordsIn } from './domain/spelling.js'

/** Published words that share the most with one that was typed, among which the nearest is sought. */
const CANDIDATES = 40

/** More words than anybody misspells in one search. */
const MOST_WORDS = 10

/**
 * The search with each word that nobody has published put right by the nearest that somebody has; null where there is nothing to put right.
 * A word that only differs by its ending is found as it is.
 */
export async function putRight(view: Readable, q: string): Promise<string | null> {
  const typed = wordsIn(q).slice(0, MOST_WORDS)
  if (typed.length === 0) return null
  const found = await rows<{ typed: string; known: string[] }>(
    view,
    `SELECT t.typed, near.known
     FROM unnest($1::text[]) AS t(typed),
          LATERAL (SELECT array(SELECT p.word FROM published_word p ORDER BY p.word <-> t.typed, p.word LIMIT ${CANDIDATES}) AS known) near
     WHERE to_tsvector('english', t.typed) <> ''
       AND NOT EXISTS (SELECT FROM unnest(near.known) AS k(word) WHERE to_tsvector('english', k.word) = to_tsvector('english', t.typed))`,
    [typed],
  )
  const right = new Map(found.flatMap(({ typed: word, known }) => withNearest(word, known)))
  return right.size === 0 ? null : corrected(q, right)
}

function withNearest(word: string, known: readonly string[]): [string, string][] {
  const nearest = nearestTo(word, known)
  return nearest === null ? [] : [[word, nearest]]
}
