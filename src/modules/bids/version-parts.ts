import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { Envelopes } from './domain/bid-content.js'

/**
 * What the quality envelope holds beside what its name says: the report of its check, and what the commitment is made of. The hash of the prices
 * lets them be guessed, so it is never kept readable, not after the opening either.
 */
export interface QualityPart {
  price: string
  quality: Envelopes['quality']
  report: CheckReport
  salt: string
}

/** The canonical bytes of the part, from canonical bytes that are at hand: its members stand in their order. */
export const qualityPart = (quality: Buffer, report: Buffer, { price, salt }: Pick<QualityPart, 'price' | 'salt'>): Buffer =>
  Buffer.concat([
    Buffer.from(`{"price":"${price}","quality":`),
    quality,
    Buffer.from(',"report":'),
    report,
    Buffer.from(`,"salt":"${salt}"}`),
  ])

export const readQualityPart = (bytes: Buffer): QualityPart => JSON.parse(bytes.toString('utf8')) as QualityPart

/** The hash of an offer by the hashes of its two envelopes. */
export const hashOfOffer = (quality: string, price: string): Buffer => sha256(canonicalBytes({ quality, price }))

export const commitmentTo = (salt: Buffer, contentHash: Buffer): Buffer => sha256(Buffer.concat([salt, contentHash]))

export const shownHashOf = (bytes: Buffer): string => shownHash(sha256(bytes))
