import type { AnswerKey } from './library-queries.js'

export const LIBRARY = '/supplier/library'

/** The page of a part; of claims, for one product. */
export const partHref = (part: string, productId: string | null): string =>
  productId === null ? `${LIBRARY}/parts/${part}` : `${LIBRARY}/products/${productId}/${part}`

/** The page of the files of one answer. */
export const filesHref = ({ question, productId }: AnswerKey): string =>
  `${LIBRARY}/answers/${question}/files${productId === null ? '' : `?product=${productId}`}`

/** Where one of them is removed. */
export const removalHref = ({ question, productId }: AnswerKey, fileId: string): string =>
  `${LIBRARY}/answers/${question}/files/${fileId}/remove${productId === null ? '' : `?product=${productId}`}`

export const fileContentHref = (fileId: string): string => `${LIBRARY}/files/${fileId}/content`

/** The page of one answer with its versions. */
export const historyHref = ({ question, productId }: AnswerKey): string =>
  `${LIBRARY}/answers/${question}${productId === null ? '' : `?product=${productId}`}`

export const versionHref = ({ question, productId }: AnswerKey, version: number): string =>
  `${LIBRARY}/answers/${question}/versions/${version}${productId === null ? '' : `?product=${productId}`}`

export const retireHref = (productId: string): string => `${LIBRARY}/products/${productId}/retire`
