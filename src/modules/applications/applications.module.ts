import { Module } from '@nestjs/common'

import { Sealing } from '../../shared/sealing.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { ApplyService } from './apply.service.js'
import { ReviewChangedAnswers } from './review-changed-answers.js'
import { ReviewExpiredAnswers } from './review-expired-answers.js'
import { ReviewIncidentsController } from './review-incidents.controller.js'
import { ReviewIncidentsPages } from './review-incidents.pages.js'
import { ReviewService } from './review.service.js'
import { ReviewsController } from './reviews.controller.js'
import { ReviewsPages } from './reviews.pages.js'

@Module({
  imports: [MembershipsModule],
  controllers: [ReviewsController, ReviewIncidentsController, ReviewsPages, ReviewIncidentsPages],
  providers: [Sealing, ApplyService, ReviewService, ReviewChangedAnswers, ReviewExpiredAnswers],
})
export class ApplicationsModule {}
