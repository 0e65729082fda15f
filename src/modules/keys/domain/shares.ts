import { randomBytes } from 'node:crypto'

/** The two sides that open the bids of a requirement. */
export const SIDES = ['buyer', 'operator'] as const

export type Side = (typeof SIDES)[number]

export type Shares = Readonly<Record<Side, Buffer>>

export const otherSide = (side: Side): Side => (side === 'buyer' ? 'operator' : 'buyer')

/** Two shares of a secret: each alone is random bytes and tells nothing of it but its length; both give it back (a one-time pad). */
export function splitSecret(secret: Buffer): Shares {
  const buyer = randomBytes(secret.length)
  return { buyer, operator: combined(secret, buyer) }
}

/** What the two shares are of. Of shares that do not belong together it is other bytes: whoever asks holds it against the public key. */
export const joinShares = ({ buyer, operator }: Shares): Buffer => combined(buyer, operator)

function combined(one: Buffer, other: Buffer): Buffer {
  if (one.length !== other.length) throw new Error('The two do not have one length.')
  return Buffer.from(one.map((byte, place) => byte ^ (other[place] ?? 0)))
}
