import { Injectable, type OnModuleInit } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { Sweeper } from '../outbox/sweeper.js'

/** Ended sessions are of no use to anybody. */
@Injectable()
export class ForgetSessions implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'forget-ended-sessions', run: () => this.forgetEnded() })
  }

  forgetEnded(): Promise<unknown> {
    return this.unitOfWork.run(SYSTEM, tx => tx.query('DELETE FROM session WHERE expires_at < (SELECT market_now())'))
  }
}
