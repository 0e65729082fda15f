import { createHash } from 'node:crypto'

/** What a pinned version is known by. */
export interface PinnedVersion {
  question: string
  productId: string | null
  version: number
  /** 64 hexadecimal digits. */
  hash: string
}

/** In words, for whoever computes it again. */
export const HOW_TO_HASH =
  'One line for each answer: question, id of the product or -, version, and hash in 64 hexadecimal digits without its prefix, with one space between them. Sort the lines by their bytes, join them with line feeds, and take the SHA-256.'

/** What a set of answers comes to, one version of each. */
export function hashOfPinned(answers: readonly PinnedVersion[]): Buffer {
  const lines = answers.map(({ question, productId, version, hash }) => `${question} ${productId ?? '-'} ${version} ${hash}`)
  return createHash('sha256').update(lines.toSorted(byBytes).join('\n')).digest()
}

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other))
