import { IsDefined, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { IsDay } from '../../web/fields.js'
import { EXCLUSION_OUTCOMES, type ExclusionOutcome } from './domain/exclusion-grounds.js'

const NOT_WHOLE = 'The form was not whole. Open its page again'

/** Says which state of the application was seen: whoever was faster wins. */
export class SeenApplicationForm {
  @IsDefined({ message: NOT_WHOLE })
  @Matches(/^[1-9]\d{0,8}$/, { message: NOT_WHOLE })
  seen!: string
}

export class TakeOverForm extends SeenApplicationForm {
  @IsDefined({ message: 'Say why you take it over' })
  @IsString({ message: 'Write one reason' })
  @MaxLength(5000, { message: 'The reason must have at most 5,000 characters' })
  @Matches(/\S/, { message: 'Say why you take it over' })
  reason!: string
}

export class ExtendForm extends SeenApplicationForm {
  @IsDefined({ message: 'Say why more time is needed' })
  @IsString({ message: 'Write one reason' })
  @MaxLength(5000, { message: 'The reason must have at most 5,000 characters' })
  @Matches(/\S/, { message: 'Say why more time is needed' })
  extensionReason!: string
}

export class AskForm extends SeenApplicationForm {
  @IsDefined({ message: 'Write what you ask' })
  @IsString({ message: 'Write what you ask into the one box' })
  @MaxLength(10_000, { message: 'What you ask must have at most 10,000 characters' })
  @Matches(/\S/, { message: 'Write what you ask' })
  text!: string

  @IsOptional()
  @IsString({ message: 'Choose one question' })
  @MaxLength(10, { message: 'Choose one of the questions' })
  question?: string

  @IsDefined({ message: 'Enter the day to reply by' })
  @IsDay('Enter the day to reply by as year, month and day, such as 2026-12-04')
  replyBy!: string
}

export class FinanceForm extends SeenApplicationForm {
  @IsDefined({ message: 'Say why the financial standing is enough' })
  @IsString({ message: 'Write one reason' })
  @MaxLength(5000, { message: 'The reason must have at most 5,000 characters' })
  @Matches(/\S/, { message: 'Say why the financial standing is enough' })
  financeReason!: string
}

export class RaiseForm extends SeenApplicationForm {
  @IsDefined({ message: 'Choose the ground' })
  @IsString({ message: 'Choose one ground' })
  @MaxLength(10, { message: 'Choose one of the grounds' })
  ground!: string

  @IsDefined({ message: 'Write what shows that it applies' })
  @IsString({ message: 'Write the evidence into the one box' })
  @MaxLength(20_000, { message: 'The evidence must have at most 20,000 characters' })
  @Matches(/\S/, { message: 'Write what shows that it applies' })
  evidence!: string

  @IsDefined({ message: 'Enter the day to reply by' })
  @IsDay('Enter the day to reply by as year, month and day, such as 2026-12-04')
  replyBy!: string
}

const YES_OR_NO = ['yes', 'no'] as const

export class ExclusionForm extends SeenApplicationForm {
  @IsDefined({ message: 'Select whether the ground applies' })
  @IsIn(YES_OR_NO, { message: 'Select yes or no' })
  applies!: (typeof YES_OR_NO)[number]

  @IsDefined({ message: 'Select whether it is likely to happen again' })
  @IsIn(YES_OR_NO, { message: 'Select yes or no' })
  likelyToRecur!: (typeof YES_OR_NO)[number]

  @IsDefined({ message: 'Choose what comes of it' })
  @IsIn(EXCLUSION_OUTCOMES, { message: 'Choose what comes of it' })
  outcome!: ExclusionOutcome

  @IsDefined({ message: 'Say why' })
  @IsString({ message: 'Write one reason' })
  @MaxLength(20_000, { message: 'The reason must have at most 20,000 characters' })
  @Matches(/\S/, { message: 'Say why' })
  reason!: string
}

export class RejectForm extends SeenApplicationForm {
  /** A criterion by its id, or a ground of exclusion by its question. */
  @IsDefined({ message: 'Choose what the rejection rests on' })
  @IsString({ message: 'Choose one reason for the rejection' })
  @Matches(/^([\da-f-]{36}|L\d{3})$/, { message: 'Choose one of the criteria and grounds' })
  basis!: string

  @IsDefined({ message: 'Give the reasons' })
  @IsString({ message: 'Write the reasons into the one box' })
  @MaxLength(20_000, { message: 'The reasons must have at most 20,000 characters' })
  @Matches(/\S/, { message: 'Give the reasons' })
  reasons!: string
}
