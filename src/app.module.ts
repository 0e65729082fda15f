import { type DynamicModule, Module } from '@nestjs/common'

import { AgreementsModule } from './modules/agreements/agreements.module.js'
import { AuditModule } from './modules/audit/audit.module.js'
import { BidsModule } from './modules/bids/bids.module.js'
import { EthicsAuditsModule } from './modules/ethics-audits/ethics-audits.module.js'
import { GuidelinesModule } from './modules/guidelines/guidelines.module.js'
import { IdentityModule } from './modules/identity/identity.module.js'
import { NotificationsModule } from './modules/notifications/notifications.module.js'
import { OutboxModule } from './modules/outbox/outbox.module.js'
import { ProblemReportsModule } from './modules/problem-reports/problem-reports.module.js'
import { RequirementsModule } from './modules/requirements/requirements.module.js'
import type { Log } from './shared/log.js'
import { type RunningConfig, SharedModule } from './shared/shared.module.js'
import { WebModule } from './web/web.module.js'

const FEATURES = [
  AuditModule,
  OutboxModule,
  IdentityModule,
  AgreementsModule,
  GuidelinesModule,
  RequirementsModule,
  BidsModule,
  ProblemReportsModule,
  EthicsAuditsModule,
  NotificationsModule,
]

/** Everything the product is made of, whatever process it runs in. */
@Module({})
export class AppModule {
  static with(config: RunningConfig, log: Log): DynamicModule {
    return { module: AppModule, imports: [SharedModule.with(config, log), WebModule, ...FEATURES] }
  }
}
