import { Module } from '@nestjs/common'

import { ProblemReportsController } from './problem-reports.controller.js'
import { ProblemReportsService } from './problem-reports.service.js'

@Module({ controllers: [ProblemReportsController], providers: [ProblemReportsService] })
export class ProblemReportsModule {}
