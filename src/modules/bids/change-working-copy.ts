import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'

@Injectable()
export class ChangeWorkingCopy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** Runs a change of a working copy in one transaction. One that is refused, for being late above all, is on record; `lockWritable` notes of which bid, and when. */
  run<T>(actor: Actor, change: (tx: Tx, refusal: RefusalRecord) => Promise<T>): Promise<T> {
    const refusal: RefusalRecord = { action: 'bid.change-refused' }
    return this.refusals.recorded(actor, refusal, () => this.unitOfWork.run(actor, tx => change(tx, refusal)))
  }
}
