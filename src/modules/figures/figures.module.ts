import { Module } from '@nestjs/common'

import { AgreementsModule } from '../agreements/agreements.module.js'
import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { CountFigures } from './count-figures.js'
import { FiguresController } from './figures.controller.js'
import { FiguresPages } from './figures.pages.js'
import { FiguresService } from './figures.service.js'
import { OfficerFiguresPages } from './officer-figures.pages.js'
import { ParticipationController } from './participation.controller.js'
import { ParticipationPages } from './participation.pages.js'
import { ParticipationService } from './participation.service.js'

@Module({
  imports: [AgreementsModule, GuidelinesModule],
  controllers: [FiguresController, FiguresPages, OfficerFiguresPages, ParticipationController, ParticipationPages],
  providers: [CountFigures, FiguresService, ParticipationService],
})
export class FiguresModule {}
