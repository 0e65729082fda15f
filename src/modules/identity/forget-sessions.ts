import { Injectable, type OnModuleInit } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { Sweeper } from '../outbox/sweeper.js'
import { KNOWN_FOR_DAYS } from './known-sources.js'

const ENDED = [
  'DELETE FROM session WHERE expires_at < (SELECT market_now())',
  'DELETE FROM pending_sign_in WHERE expires_at < (SELECT market_now())',
  `DELETE FROM known_source WHERE last_signed_in_at < (SELECT market_now()) - interval '${KNOWN_FOR_DAYS} days'`,
  `DELETE FROM sign_in_slowdown WHERE last_failed_at < (SELECT market_now()) - interval '1 day'`,
]

/** What is of no use to anybody any more: sessions that ended, sign-ins that nobody finished, sources and failures that count no more. */
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
    return this.unitOfWork.run(SYSTEM, async tx => {
      for (const ended of ENDED) await tx.query(ended)
    })
  }
}
