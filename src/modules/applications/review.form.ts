import { IsDefined, IsIn, IsOptional, IsString, MaxLength } from 'class-validator'

import { IsDay } from '../../web/fields.js'
import { Said } from '../../web/pages/form-fields.js'
import { REVIEW_OUTCOMES, type ReviewOutcome } from '../memberships/membership-reviews.js'

export class IncidentForm {
  @Said(20_000, 'Say what happened', 'What happened') account!: string

  @IsDefined({ message: 'Enter the day on which it happened' })
  @IsDay('The day must be a real date, such as 2026-11-15')
  happenedOn!: string

  @Said(200, 'Name the product', 'The product') product!: string
}

export class RecheckForm {
  @Said(20_000, 'Say why another look is needed', 'The reason') reason!: string
}

export class SettleReviewForm {
  @IsDefined({ message: 'Say whether you accept it' })
  @IsIn(REVIEW_OUTCOMES, { message: 'Say whether you accept it' })
  outcome!: ReviewOutcome

  @IsOptional()
  @IsString({ message: 'Write it into the one box' })
  @MaxLength(20_000, { message: 'The reason must have at most 20,000 characters' })
  reason?: string
}
