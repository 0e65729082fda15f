import { SetMetadata } from '@nestjs/common'

import type { ProblemCode } from './problem-codes.js'

export const REFUSES = 'refuses'
export const SENDS = 'sends'

/**
 * What the route itself refuses, by the codes of problems; what every route like it refuses is added by the document. What a controller says of
 * itself holds for each of its routes, beside what the route says.
 */
export const Refuses = (...codes: [ProblemCode, ...ProblemCode[]]) => SetMetadata(REFUSES, codes)

/** A header that every successful answer of a route carries; with "?" where only some do. */
export type SentHeader = 'ETag' | 'ETag?' | 'Location' | 'Redirect'

/** Headers of the route's successful answers. */
export const Sends = (...headers: [SentHeader, ...SentHeader[]]) => SetMetadata(SENDS, headers)
