import { Module, type OnModuleInit } from '@nestjs/common'
import { Gauge } from 'prom-client'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { Metrics } from '../../web/metrics.js'
import { countUnsent } from './mail-ledger.js'
import { MailsPages } from './mails.pages.js'
import { NotificationsController } from './notifications.controller.js'
import { NotificationsService } from './notifications.service.js'
import { Notify } from './notify.js'
import { RemindOfDeadlines } from './remind-of-deadlines.js'
import { SendMails } from './send-mails.js'
import { WaitingMails } from './waiting-mails.js'

@Module({
  controllers: [NotificationsController, MailsPages],
  providers: [NotificationsService, Notify, RemindOfDeadlines, SendMails, WaitingMails],
})
export class NotificationsModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Counted when somebody asks. */
  onModuleInit(): void {
    const { unitOfWork } = this
    new Gauge({
      name: 'mails_unsent',
      help: 'Mails, but for those to suppliers, waiting for more than a minute, and mails given up in the last day; NaN while the database is out of reach',
      labelNames: ['state'],
      registers: [this.metrics.registry],
      async collect() {
        const { overdue, givenUp } = await unitOfWork.read(SYSTEM, countUnsent).catch(() => ({ overdue: Number.NaN, givenUp: Number.NaN }))
        this.set({ state: 'overdue' }, overdue)
        this.set({ state: 'given-up' }, givenUp)
      },
    })
  }
}
