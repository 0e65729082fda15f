import { type DynamicModule, Module } from '@nestjs/common'

import { THE_MENU } from './menu.js'
import { AgreementsModule } from './modules/agreements/agreements.module.js'
import { ApplicationsModule } from './modules/applications/applications.module.js'
import { AuditModule } from './modules/audit/audit.module.js'
import { BidsModule } from './modules/bids/bids.module.js'
import { DashboardsModule } from './modules/dashboards/dashboards.module.js'
import { EthicsAuditsModule } from './modules/ethics-audits/ethics-audits.module.js'
import { FiguresModule } from './modules/figures/figures.module.js'
import { ExportsModule } from './modules/exports/exports.module.js'
import { FilesModule } from './modules/files/files.module.js'
import type { GuidelinePacks } from './modules/guidelines/guideline-packs.js'
import { GuidelinePacksModule } from './modules/guidelines/guideline-packs.module.js'
import { GuidelinesModule } from './modules/guidelines/guidelines.module.js'
import { IdentityModule } from './modules/identity/identity.module.js'
import { KeyHoldersModule } from './modules/key-holders/key-holders.module.js'
import { LawModule } from './modules/law/law.module.js'
import { LibraryModule } from './modules/library/library.module.js'
import { MembershipsModule } from './modules/memberships/memberships.module.js'
import { NotificationsModule } from './modules/notifications/notifications.module.js'
import { OfficerEventsModule } from './modules/officer-events/officer-events.module.js'
import { OutboxModule } from './modules/outbox/outbox.module.js'
import { PanelModule } from './modules/panel/panel.module.js'
import { ProblemReportsModule } from './modules/problem-reports/problem-reports.module.js'
import { RequirementsModule } from './modules/requirements/requirements.module.js'
import type { Log } from './shared/log.js'
import { type RunningConfig, SharedModule } from './shared/shared.module.js'
import { WebModule } from './web/web.module.js'

const FEATURES = [
  AuditModule,
  OutboxModule,
  OfficerEventsModule,
  IdentityModule,
  ExportsModule,
  FilesModule,
  LawModule,
  AgreementsModule,
  GuidelinesModule,
  KeyHoldersModule,
  LibraryModule,
  MembershipsModule,
  ApplicationsModule,
  RequirementsModule,
  BidsModule,
  PanelModule,
  ProblemReportsModule,
  EthicsAuditsModule,
  FiguresModule,
  DashboardsModule,
  NotificationsModule,
]

/** Everything the product is made of, whatever process it runs in. */
@Module({})
export class AppModule {
  static with(config: RunningConfig, log: Log, packs: GuidelinePacks): DynamicModule {
    const imports = [SharedModule.with(config, log), WebModule.with(THE_MENU), GuidelinePacksModule.with(packs), ...FEATURES]
    return { module: AppModule, imports }
  }
}
