import { IsDefined, IsIn, IsOptional, IsString, MaxLength } from 'class-validator'

import { IsDay } from '../../web/fields.js'
import { Confirmed, Said, Seen } from '../../web/pages/form-fields.js'

export class ReasonForm {
  @Said(20_000, 'Say why', 'The reason') reason!: string
  @Seen() seen!: string
}

export class SuspendForm extends ReasonForm {
  @IsDefined({ message: 'Choose the ground' })
  @IsString({ message: 'Choose one ground' })
  @MaxLength(80, { message: 'Choose one of the grounds' })
  ground!: string
}

export class NoticeForm {
  @IsDefined({ message: 'Choose the ground' })
  @IsString({ message: 'Choose one ground' })
  @MaxLength(80, { message: 'Choose one of the grounds' })
  ground!: string

  @Said(20_000, 'Say what it rests on', 'The evidence') evidence!: string

  @IsDefined({ message: 'Enter the last day for the reply' })
  @IsDay('The last day for the reply must be a real date, such as 2027-01-15')
  replyBy!: string

  @Seen() seen!: string
}

export class TakeBackForm extends ReasonForm {
  @IsOptional()
  @IsIn(['yes'], { message: 'Tick the box or leave it' })
  isNotExcluded?: string
}

export class RemoveForm extends ReasonForm {
  @IsOptional()
  @IsIn(['yes'], { message: 'Tick the box or leave it' })
  applies?: string

  @IsOptional()
  @IsIn(['yes'], { message: 'Tick the box or leave it' })
  likelyToRecur?: string

  @Confirmed('Confirm that the member is to be removed') confirmed!: string
}

export class ReplyForm {
  @Said(20_000, 'Write your reply', 'The reply') reply!: string
}

export class SeenOfferForm {
  @Seen() seen!: string
}
