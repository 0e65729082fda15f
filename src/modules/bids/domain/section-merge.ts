import { type Merged, mergeTyped } from '../../../shared/domain/merge-typed.js'
import type { Answer } from '../../guidelines/domain/answers.js'
import type { EthicsAnswers } from './bid-content.js'
import { fingerprint } from './typed-answers.js'

/** Some answers of one section as a person typed them, and the fingerprint of each as it was shown to them before. */
export interface TypedSection {
  /** Null where there is no answer, or no longer. */
  answers: Readonly<Record<string, Answer | null>>
  was: Readonly<Record<string, string>>
}

/** Puts what one person changed over what is saved by now. What they did not touch stays as it is saved. */
export const mergeSection = ({ answers, was }: TypedSection, saved: EthicsAnswers): Merged<Answer> =>
  mergeTyped({ typed: answers, was }, question => saved[question] ?? null, fingerprint)
