import { IsDefined, IsOptional, Matches } from 'class-validator'

import { IsDay } from '../../web/fields.js'
import { Confirmed, Said, Seen } from '../../web/pages/form-fields.js'

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

const REAL = 'must be a real day and time, such as 4 12 2026 and 17:00'

const NEW_DEADLINE = { message: `The new deadline for bids ${REAL}` }

/** Beside whatever else is asked. */
class ReasonForm {
  @Said(5000, 'Say why. Everybody will read it', 'The reason') reason!: string
}

/** A later deadline, and what has to move with it. */
export class ExtendForm extends ReasonForm {
  @IsDefined({ message: 'Enter a new deadline for bids' })
  @Matches(MOMENT, NEW_DEADLINE)
  submissionDeadline!: string

  @IsOptional()
  @Matches(MOMENT, { message: `The last moment for questions ${REAL}` })
  clarificationDeadline?: string

  @IsOptional()
  @IsDay('The day of the award must be a real date, such as 15 1 2027')
  awardDate?: string
}

export class CancelForm extends ReasonForm {
  @Confirmed('Confirm that it is to be cancelled') confirmed!: string
}

/** What stands beside the parts that an amendment changes. */
export class AmendForm extends ReasonForm {
  @Seen() seen!: string
}

/** The same with the dates that move with it. */
export class AmendWithDatesForm extends AmendForm {
  @IsOptional()
  @Matches(MOMENT, NEW_DEADLINE)
  submissionDeadline?: string

  @IsOptional()
  @Matches(MOMENT, { message: `The last moment for questions ${REAL}` })
  clarificationDeadline?: string

  @IsOptional()
  @IsDay('The day of the award must be a real date, such as 15 1 2027')
  awardDate?: string
}
