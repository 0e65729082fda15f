import { randomBytes } from 'node:crypto'

import { canonicalBytes, sha256 } from '../../shared/canonical.js'
import type { LibraryAnswer } from './domain/library-answer.js'

/**
 * All that a version says, as it is hashed: `sha256` of its canonical bytes (RFC 8785) is what is pinned. The salt keeps a hash from telling
 * a plain yes or no to whoever tries both, and two suppliers who say the same from having the same hash.
 */
export interface VersionContent {
  questionSet: string
  question: string
  product: { id: string; name: string } | null
  answer: LibraryAnswer
  salt: string
}

const SALT_BYTES = 32

export const withSalt = (content: Omit<VersionContent, 'salt'>): VersionContent => ({
  ...content,
  salt: randomBytes(SALT_BYTES).toString('hex'),
})

export const hashOfContent = (content: VersionContent): Buffer => sha256(canonicalBytes(content))

/** Whether two answers say the same. */
export const isSameAnswer = (one: LibraryAnswer, other: LibraryAnswer): boolean => canonicalBytes(one).equals(canonicalBytes(other))
