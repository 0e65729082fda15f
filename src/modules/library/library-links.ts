import type { AnswerKey } from './library-queries.js'

export const LIBRARY = '/supplier/library'

/** The page of a part; of claims, for one product. */
export const partHref = (part: string, productId: string | null): string =>
  productId === null ? `${LIBRARY}/parts/${part}` : `${LIBRARY}/products/${productId}/${part}`

/** The page of one answer with its versions. */
export const historyHref = ({ question, productId }: AnswerKey): string =>
  `${LIBRARY}/answers/${question}${productId === null ? '' : `?product=${productId}`}`

export const versionHref = ({ question, productId }: AnswerKey, version: number): string =>
  `${LIBRARY}/answers/${question}/versions/${version}${productId === null ? '' : `?product=${productId}`}`
