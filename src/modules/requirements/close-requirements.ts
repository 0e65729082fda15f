import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { moveRequirement } from './domain/requirement-lifecycle.js'
import { requirementSubject } from './requirement-audit.js'
import { Requirement } from './requirement.entity.js'
import { lockRequirement } from './requirement-queries.js'

/** Writes down what the clock has already decided: a requirement past its deadline is closed. */
@Injectable()
export class CloseRequirements implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
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
    for (const { id } of due) await this.close(id)
  }

  private close(id: string): Promise<void> {
    return this.unitOfWork.run(SYSTEM, async tx => {
      const requirement = await lockRequirement(tx, id)
      if (requirement.state !== 'open') return
      await tx.update(Requirement, id, { state: moveRequirement('open', 'closed'), revision: requirement.revision + 1 })
      await publish(tx, { type: 'requirement.closed', payload: { requirementId: id } })
      await recordAudit(tx, SYSTEM, 'requirement.closed', requirementSubject(id))
    })
  }
}
