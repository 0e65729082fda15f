import { Module } from '@nestjs/common'

import { BidsModule } from '../bids/bids.module.js'
import { RequirementsModule } from '../requirements/requirements.module.js'
import { OfficerProblemReportsPages } from './officer-problem-reports.pages.js'
import { ProblemReportsController } from './problem-reports.controller.js'
import { ProblemReportsPages } from './problem-reports.pages.js'
import { ProblemReportsService } from './problem-reports.service.js'

@Module({
  imports: [BidsModule, RequirementsModule],
  controllers: [ProblemReportsController, ProblemReportsPages, OfficerProblemReportsPages],
  providers: [ProblemReportsService],
})
export class ProblemReportsModule {}
