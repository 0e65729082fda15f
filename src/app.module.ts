import { type DynamicModule, Module } from '@nestjs/common'

import { AuditModule } from './modules/audit/audit.module.js'
import { IdentityModule } from './modules/identity/identity.module.js'
import { OutboxModule } from './modules/outbox/outbox.module.js'
import type { Log } from './shared/log.js'
import { type RunningConfig, SharedModule } from './shared/shared.module.js'
import { WebModule } from './web/web.module.js'

const FEATURES = [AuditModule, OutboxModule, IdentityModule]

/** Everything the product is made of, whatever process it runs in. */
@Module({})
export class AppModule {
  static with(config: RunningConfig, log: Log): DynamicModule {
    return { module: AppModule, imports: [SharedModule.with(config, log), WebModule, ...FEATURES] }
  }
}
