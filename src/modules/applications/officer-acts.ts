import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { Subject } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { applicationSubject, getApplication } from './application-queries.js'
import { ApplicationsNotYours } from './decide-guards.js'
import { mayReadApplications } from './domain/application-policy.js'

/** How officers act on applications: once, in one transaction, and what is refused stands on record about the application. */
@Injectable()
export class OfficerActs {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** `refused` is what the log calls a refusal of it. */
  async act(actor: Actor, id: string, repeat: RepeatKey | null, refused: string, work: (tx: Tx) => Promise<void>): Promise<void> {
    const subject = await this.subjectOf(actor, id)
    await this.refusals.recorded(actor, { action: refused, subject }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        await work(tx)
        return { id }
      })
    })
  }

  /** Asked before the act begins, so that its refusal has a place too. */
  private async subjectOf(actor: Actor, id: string): Promise<Subject> {
    if (!mayReadApplications(actor)) throw new ApplicationsNotYours()
    return applicationSubject(await this.unitOfWork.read(actor, view => getApplication(view, id)))
  }
}
