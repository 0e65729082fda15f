import { IsDefined, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { DECLINE_CODES, type DeclineReason } from './domain/decline-reasons.js'

export class AnswerInvitationForm {
  @IsDefined({ message: 'Select whether your organisation intends to bid' })
  @IsIn(['intending', 'declined'], { message: 'Select yes or no' })
  answer!: 'intending' | 'declined'
}

export class DeclineForm {
  @IsDefined({ message: 'Select a reason' })
  @IsIn(DECLINE_CODES, { message: 'Select one of the reasons' })
  reason!: DeclineReason

  @IsOptional()
  @IsString({ message: 'Write what you want to add into the one box' })
  @MaxLength(2000, { message: 'What you add must have at most 2,000 characters' })
  @Matches(/\S/, { message: 'What you add must say something, or be left out' })
  words?: string
}
