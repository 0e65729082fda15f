import { createPrivateKey, createPublicKey } from 'node:crypto'

import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { Conflict } from '../../shared/domain/errors.js'
import { joinShares, type Shares, splitSecret } from './domain/shares.js'
import { KeyService, newPair, type PrivateKey, type PublicKey } from './key-service.js'
import { KeyUnavailable } from './key-unavailable.js'

/** Each envelope has a pair of its own: who opens quality holds nothing that opens prices. */
export const ENVELOPES = ['quality', 'price'] as const

export type Envelope = (typeof ENVELOPES)[number]

const aboutOpening = (requirementId: string, envelope: Envelope): string => `${envelope} of requirement ${requirementId}`

/** Asked for without the right to it, which the product itself never does. */
class OpeningKeyRefused extends Conflict {
  constructor(reason: string) {
    super('opening-key-refused', `The key of these bids is not given out: ${reason}`)
  }
}

interface Row {
  publicKey: PublicKey
  /** Null where the key was split when it was made: then nobody but the two sides together has it. */
  wrapped: Buffer | null
  due: boolean
  sides: number
}

/** The keys by which the bids of a requirement are opened: made when it is published, given out after its deadline to two sides together. */
@Injectable()
export class OpeningKeys {
  constructor(private readonly service: KeyService) {}

  async make(tx: Tx, requirementId: string): Promise<void> {
    const pairs = await Promise.all(ENVELOPES.map(envelope => this.service.makePair(aboutOpening(requirementId, envelope))))
    await tx.query(
      `INSERT INTO opening_key (requirement_id, envelope, public_key, private_key)
       SELECT $1, * FROM unnest($2::text[], $3::jsonb[], $4::bytea[]) ON CONFLICT DO NOTHING`,
      [requirementId, ENVELOPES, pairs.map(({ publicKey }) => JSON.stringify(publicKey)), pairs.map(({ wrapped }) => wrapped)],
    )
  }

  /** Makes keys of which no private half is kept: its two shares are answered, once, and whoever asked has to see to it that the sides get them. */
  async makeSplit(tx: Tx, requirementId: string): Promise<Record<Envelope, Shares>> {
    const [quality, price] = [await newPair(), await newPair()]
    await tx.query(
      `INSERT INTO opening_key (requirement_id, envelope, public_key, private_key) SELECT $1, *, NULL FROM unnest($2::text[], $3::jsonb[])`,
      [requirementId, ENVELOPES, [quality, price].map(({ publicKey }) => JSON.stringify(publicKey))],
    )
    return { quality: sharesOf(quality.privateKey), price: sharesOf(price.privateKey) }
  }

  /**
   * The private key of the quality envelopes, in the transaction that opens them: the database's clock has to be past the deadline, and both
   * sides have to stand on record as agreed for that deadline. Of a key that was split both shares have to be given. The key of the prices is for
   * nobody yet.
   */
  async giveOut(tx: Tx, requirementId: string, shares: Shares | null = null): Promise<PrivateKey> {
    const row = await firstRow<Row>(
      tx,
      `SELECT k.public_key AS "publicKey", k.private_key AS wrapped, clock.now >= r.submission_deadline AS due,
              (SELECT count(DISTINCT c.side)::int FROM opening_consent c
               WHERE c.requirement_id = r.id AND c.submission_deadline = r.submission_deadline AND c.consented_at >= r.submission_deadline) AS sides
       FROM opening_key k JOIN requirement r ON r.id = k.requirement_id, (SELECT market_now() AS now OFFSET 0) clock
       WHERE k.requirement_id = $1 AND k.envelope = 'quality'`,
      [requirementId],
    )
    if (row === null) throw new OpeningKeyRefused('there is none.')
    if (!row.due) throw new OpeningKeyRefused('bids may still come.')
    if (row.sides < 2) throw new OpeningKeyRefused('both sides have to agree.')
    if (row.wrapped !== null) return this.service.openPrivate(row.wrapped, aboutOpening(requirementId, 'quality'))
    if (shares === null) throw new OpeningKeyRefused('it is split, and opens by the shares of both sides.')
    return keyOf(shares, row.publicKey)
  }
}

const sharesOf = ({ d }: PrivateKey): Shares => splitSecret(Buffer.from(d, 'base64url'))

/** The key of the two shares, where it is the one that bids were sealed by. */
function keyOf(shares: Shares, publicKey: PublicKey): PrivateKey {
  const key = { ...publicKey, d: joinShares(shares).toString('base64url') }
  const { x } = createPublicKey(createPrivateKey({ key, format: 'jwk' })).export({ format: 'jwk' })
  if (x !== publicKey.x) throw new KeyUnavailable()
  return key
}
