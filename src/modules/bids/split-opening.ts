import { Injectable } from '@nestjs/common'

import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Refused } from '../../shared/domain/errors.js'
import { forgetPassed } from '../key-holders/forget-passed.js'
import { HeldShares, type Holder } from '../key-holders/held-shares.js'
import { PersonalKeysService } from '../key-holders/personal-keys.service.js'
import type { Shares } from '../keys/domain/shares.js'
import type { PrivateKey } from '../keys/key-service.js'
import type { Received } from './bid-guards.js'

/** The share of whoever agrees, for the one thing that their turn asks of it. */
export interface OwnShare {
  /** As the first of the two: the other side gets it, sealed for its own people. */
  pass(): Promise<void>
  /** As the second: both shares. What was passed on is needed no more after it. */
  join(): Promise<Shares>
}

class PassphraseNeeded extends Refused {
  constructor() {
    const [code, detail] = ['passphrase-needed', 'The key of these bids is split: give the passphrase of your own key as well.']
    super(code, detail, [{ pointer: '/passphrase', code, detail }])
  }
}

/** What an opening needs besides, where the key is split between the two sides. */
@Injectable()
export class SplitOpening {
  constructor(
    private readonly keys: PersonalKeysService,
    private readonly shares: HeldShares,
  ) {}

  unlock(actor: Actor, passphrase: string | null): Promise<PrivateKey> {
    if (passphrase === null || passphrase === '') throw new PassphraseNeeded()
    return this.keys.unlock(actor, passphrase)
  }

  async take(tx: Tx, requirementId: string, holder: Holder, { submissionDeadline }: Received): Promise<OwnShare> {
    const own = await this.shares.take(tx, requirementId, holder)
    return {
      pass: () => this.shares.pass(tx, requirementId, holder.side, own, submissionDeadline),
      join: async () => {
        const both = await this.shares.join(tx, requirementId, holder, own, submissionDeadline)
        await forgetPassed(tx, requirementId)
        return both
      },
    }
  }
}
