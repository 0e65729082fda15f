import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { Alarms, type Due } from '../outbox/alarms.js'
import { Sweeper } from '../outbox/sweeper.js'
import { closeRequirement } from './close-requirement.js'
import { lockRequirement } from './requirement-queries.js'

/** Writes down what the clock has already decided: a requirement past its deadline is closed. At the deadline by an alarm, or within ten seconds by the sweeper. */
@Injectable()
export class CloseRequirements implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
    private readonly alarms: Alarms,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'close-due-requirements', run: () => this.closeDue() })
    this.alarms.register({ name: 'close-requirement', soon: withinMs => this.closingSoon(withinMs), ring: id => this.closeIfDue(id) })
  }

  async closeDue(): Promise<void> {
    const due = await this.unitOfWork.readPublic(view =>
      rows<{ id: string }>(
        view,
        `SELECT id FROM requirement WHERE state = 'open' AND submission_deadline <= (SELECT market_now()) ORDER BY submission_deadline LIMIT 500`,
      ),
    )
    for (const { id } of due) {
      await this.closeIfDue(id).catch((error: unknown) => {
        this.log.error({ requirement: id, reason: String(error) }, 'a requirement could not be closed')
      })
    }
  }

  /** Closes it if it is open and its deadline has passed, both asked with its row locked: a deadline that was moved meanwhile counts. */
  closeIfDue(id: string): Promise<void> {
    return this.unitOfWork.run(SYSTEM, async tx => {
      const requirement = await lockRequirement(tx, id)
      if (requirement.state === 'open' && (await hasDeadlinePassed(tx, id))) await closeRequirement(tx, requirement)
    })
  }

  private closingSoon(withinMs: number): Promise<Due[]> {
    return this.unitOfWork.readPublic(view =>
      rows<Due>(
        view,
        `SELECT id, submission_deadline AS at, ceil(extract(epoch FROM submission_deadline - now) * 1000)::int AS "inMs"
         FROM requirement, (SELECT market_now() AS now OFFSET 0) clock
         WHERE state = 'open' AND submission_deadline > now AND submission_deadline <= now + make_interval(secs => $1 / 1000.0)
         ORDER BY submission_deadline LIMIT 500`,
        [withinMs],
      ),
    )
  }
}

const hasDeadlinePassed = async (tx: Tx, id: string): Promise<boolean> =>
  (await firstRow(tx, 'SELECT id FROM requirement WHERE id = $1 AND submission_deadline <= market_now()', [id])) !== null
