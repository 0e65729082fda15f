import { Equals, IsOptional, Matches } from 'class-validator'

import { Confirmed, Said, Seen } from '../../web/pages/form-fields.js'

export class ReturnForm {
  @Said(5000, 'Say why it goes back', 'The reason') reason!: string
}

export class ApproveForm {
  @Confirmed('Confirm that you have read the whole requirement') confirmed!: string
  @Seen() seen!: string
}

export class PublishForm {
  @Confirmed('Confirm that the dates are right') confirmed!: string
  @Seen() seen!: string

  /** The list whose differences were shown, by its hash; only where the shortlist has to be made again. */
  @IsOptional()
  @Matches(/^[\da-f]{64}$/, { message: 'Open this page again, so that it is known what you read' })
  list?: string

  @IsOptional()
  @Equals('yes', { message: 'Confirm that you have seen who was added and who is gone' })
  differences?: string
}

export class ReleaseHoldForm {
  @Said(5000, 'Say why the hold is lifted', 'The reason') reason!: string
  @Said(500, 'Name the buyer’s senior owner, by role', 'The senior owner') seniorOwner!: string
}
