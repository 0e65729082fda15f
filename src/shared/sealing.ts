import { Inject, Injectable } from '@nestjs/common'

import { canonicalBytes } from './canonical.js'
import { DomainError } from './domain/errors.js'
import type { Log } from './log.js'
import { RotatingSeal, type SealedFor } from './rotating-seal.js'
import type { RunningConfig } from './shared.module.js'
import { CONFIG, LOG } from './tokens.js'

/** The master key is another than it was sealed by, or the row was changed by somebody else than the product. */
export class SealedUnreadable extends DomainError {
  constructor() {
    super('unavailable', 'unavailable', 'This cannot be read at the moment. Nothing is lost by that; the operator has to look.')
  }
}

/** The master keys at hand. */
export type SealingKeys = Pick<RunningConfig, 'masterKey' | 'previousMasterKey'>

/** The seal of all that suppliers work on; its name is in every key, and stays. */
export const sealOfBids = ({ masterKey, previousMasterKey }: SealingKeys): RotatingSeal =>
  new RotatingSeal('bids', masterKey, previousMasterKey)

/** The one way by which what a supplier works on becomes bytes at rest, and back. */
@Injectable()
export class Sealing {
  private readonly seals: RotatingSeal

  constructor(
    @Inject(CONFIG) keys: SealingKeys,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.seals = sealOfBids(keys)
  }

  seal(content: unknown, place: SealedFor): Buffer {
    return this.seals.seal(canonicalBytes(content), place)
  }

  /** The same of a hash or a salt. */
  sealSecret(secret: Buffer, place: SealedFor): Buffer {
    return this.seal(secret.toString('hex'), place)
  }

  unsealSecret(sealed: Buffer, place: SealedFor): Buffer {
    return Buffer.from(String(this.unseal(sealed, place)), 'hex')
  }

  /** Throws SealedUnreadable for what was not sealed for this place by a master key that is at hand. */
  unseal(sealed: Buffer, place: SealedFor): unknown {
    const bytes = this.seals.unseal(sealed, place)
    if (bytes === null) {
      this.log.error({ place: place.place }, 'what was sealed does not open: by another MASTER_KEY, or the row was changed from outside')
      throw new SealedUnreadable()
    }
    return JSON.parse(bytes.toString('utf8'))
  }
}
