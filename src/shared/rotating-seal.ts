import { type KeyObject } from 'node:crypto'

import { deriveKey } from './master-key.js'
import { seal, unseal } from './sealed.js'

/** How sealed bytes begin. Canonical JSON, which is how readable bytes are kept, begins with a character that prints. */
const FORMAT = 1
const KEY_ID_BYTES = 4
const FIRST_PRINTABLE = 0x20

/** Derived keys that are kept at hand: forgotten all at once when there are so many, and derived again. */
const MOST_KEYS = 10_000

/** What is sealed, for whom and for which place: it opens nowhere else. */
export interface SealedFor {
  owner: string
  place: string
}

/** Whether bytes at rest are readable as they are. */
export const isReadable = (bytes: Buffer): boolean => (bytes[0] ?? FIRST_PRINTABLE) >= FIRST_PRINTABLE

/**
 * Seals for an owner by a key that follows from the master key and the owner. The bytes begin with a format and the name of the master key,
 * so that what an earlier master key sealed still opens while that one is at hand.
 */
export class RotatingSeal {
  private readonly current: Ring
  private readonly rings: readonly Ring[]

  constructor(purpose: string, masterKey: KeyObject, previous: KeyObject | null) {
    this.current = new Ring(purpose, masterKey)
    this.rings = previous === null ? [this.current] : [this.current, new Ring(purpose, previous)]
  }

  /** How everything begins that the present master key sealed. */
  get header(): Buffer {
    return this.current.header
  }

  seal(content: Buffer, { owner, place }: SealedFor): Buffer {
    return Buffer.concat([this.current.header, seal(this.current.keyOf(owner), content, place)])
  }

  /** What was sealed, or null when its master key is not at hand, it is for another owner or place, or a bit was changed. */
  unseal(sealed: Buffer, { owner, place }: SealedFor): Buffer | null {
    const ring = this.rings.find(({ header }) => sealed.subarray(0, header.length).equals(header))
    return ring === undefined ? null : unseal(ring.keyOf(owner), sealed.subarray(ring.header.length), place)
  }
}

/** The keys that follow from one master key. */
class Ring {
  readonly header: Buffer
  private readonly keys = new Map<string, Buffer>()

  constructor(
    private readonly purpose: string,
    private readonly masterKey: KeyObject,
  ) {
    const name = deriveKey(masterKey, `${purpose}: name of the key`).subarray(0, KEY_ID_BYTES)
    this.header = Buffer.concat([Buffer.from([FORMAT]), name])
  }

  keyOf(owner: string): Buffer {
    const known = this.keys.get(owner)
    if (known !== undefined) return known
    const key = deriveKey(this.masterKey, `${this.purpose} of ${owner}`)
    if (this.keys.size >= MOST_KEYS) this.keys.clear()
    this.keys.set(owner, key)
    return key
  }
}
