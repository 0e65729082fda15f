import { Module } from '@nestjs/common'

import { OfficerEventsController } from './officer-events.controller.js'
import { OfficerEventsPages } from './officer-events.pages.js'
import { OfficerEventsService } from './officer-events.service.js'
import { RefusedAttemptsService } from './refused-attempts.service.js'
import { VerifyChains } from './verify-chains.js'

@Module({
  controllers: [OfficerEventsController, OfficerEventsPages],
  providers: [OfficerEventsService, RefusedAttemptsService, VerifyChains],
})
export class OfficerEventsModule {}
