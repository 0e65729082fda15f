import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { Sweeper } from '../outbox/sweeper.js'
import { closeRequirement } from './close-requirement.js'
import { stateAt } from './domain/requirement-lifecycle.js'
import { lockRequirement } from './requirement-queries.js'

/** Writes down what the clock has already decided: a requirement past its deadline is closed. */
@Injectable()
export class CloseRequirements implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'close-due-requirements', run: () => this.closeDue() })
  }

  async closeDue(): Promise<void> {
    const due = await this.unitOfWork.readPublic(view =>
      rows<{ id: string }>(
        view,
        `SELECT id FROM requirement WHERE state = 'open' AND submission_deadline <= market_now() ORDER BY submission_deadline LIMIT 500`,
      ),
    )
    for (const { id } of due) {
      await this.close(id).catch((error: unknown) => {
        this.log.error({ requirement: id, reason: String(error) }, 'a requirement could not be closed')
      })
    }
  }

  /** What was due may have been extended meanwhile: the clock is asked again once the requirement is held. */
  private close(id: string): Promise<void> {
    return this.unitOfWork.run(SYSTEM, async tx => {
      const requirement = await lockRequirement(tx, id)
      const { state, submissionDeadline } = requirement
      if (state === 'open' && stateAt(state, submissionDeadline, await marketNow(tx)) === 'closed') await closeRequirement(tx, requirement)
    })
  }
}
