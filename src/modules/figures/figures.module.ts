import { Module } from '@nestjs/common'

import { AgreementsModule } from '../agreements/agreements.module.js'
import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { CountFigures } from './count-figures.js'
import { FiguresController } from './figures.controller.js'
import { FiguresPages } from './figures.pages.js'
import { FiguresService } from './figures.service.js'
import { OfficerFiguresPages } from './officer-figures.pages.js'

@Module({
  imports: [AgreementsModule, GuidelinesModule],
  controllers: [FiguresController, FiguresPages, OfficerFiguresPages],
  providers: [CountFigures, FiguresService],
})
export class FiguresModule {}
