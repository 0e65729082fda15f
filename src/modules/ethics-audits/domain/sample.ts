import { createHash } from 'node:crypto'

import type { SampleSize } from './audit-method.js'

/** How anybody draws the same sample again, in words. */
export const HOW_TO_DRAW =
  'For each candidate, take the SHA-256 of the text "<seed> <bid id> <question id>" (UTF-8, in lower-case hexadecimal digits), sort by it, and take as many from the beginning as the size says.'

/** As many as the method asks for, or all where there are fewer. */
export const sizeOf = ({ percent, least }: SampleSize, candidates: number): number =>
  Math.min(candidates, Math.max(least, Math.ceil((candidates * percent) / 100)))

/** Draws from the candidates by a seed in hexadecimal digits: the same ones for the same seed and bid, in whatever order they are given. */
export function drawSample(seed: string, bidId: string, candidates: readonly string[], size: number): string[] {
  const drawn = candidates
    .map(question => ({ question, place: placeOf(seed, bidId, question) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .slice(0, size)
    .map(({ question }) => question)
  return candidates.filter(question => drawn.includes(question))
}

const placeOf = (seed: string, bidId: string, question: string): string =>
  createHash('sha256').update(`${seed} ${bidId} ${question}`, 'utf8').digest('hex')
