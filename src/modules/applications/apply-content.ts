import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import type { QuestionSet } from '../library/domain/question-set.js'
import type { CurrentAnswer } from '../library/library-queries.js'
import type { Application } from './application-queries.js'
import type { PublishedDeclaration } from './declarations.js'

/** Of a library what an application gives to the officers: every answer to the selection questionnaire, and the claims about its products. */
export function answersToPin(set: QuestionSet, answers: readonly CurrentAnswer[], productIds: readonly string[]): CurrentAnswer[] {
  const asked = new Set(set.parts.flatMap(({ questions }) => questions.map(({ id }) => id)))
  return answers.filter(({ question, productId }) => asked.has(question) && (productId === null || productIds.includes(productId)))
}

/** Stands for all that would be submitted: whoever read it and names it submits that and nothing else. */
export const hashToSubmit = (
  { productIds, offer }: Pick<Application, 'productIds' | 'offer'>,
  pins: readonly CurrentAnswer[],
  { name, contentHash }: PublishedDeclaration,
): string =>
  shownHash(
    sha256(
      canonicalBytes({
        declaration: { name, contentHash },
        productIds: productIds.toSorted(),
        offer: offer.toSorted(),
        answers: pins.map(({ question, productId, version, hash }) => ({ question, productId, version, hash })),
      }),
    ),
  )
