import { ApiProperty } from '@nestjs/swagger'

import { WORKING_CALENDARS, type WorkingCalendar } from '../../shared/domain/working-days.js'
import { CONFIDENCES } from './legal-figures.js'

/** What a last day that is counted in working days rests on. */
export class LastDayBasisDto {
  /** Key of the figure, as `GET /legal-figures` has it. */
  @ApiProperty({ example: 'join-decision' })
  figure!: string

  /** How many working days the figure says; the day that is counted from is not one of them. */
  @ApiProperty({ type: 'integer' })
  workingDays!: number

  source!: string

  /** Read in its source, in a weak one, to be confirmed, or a policy of the operator. */
  @ApiProperty({ enum: CONFIDENCES })
  confidence!: string

  @ApiProperty({ enum: WORKING_CALENDARS })
  calendar!: WorkingCalendar

  /** False where the calendar ends before the day: a bank holiday that is not proclaimed yet may move it. */
  isSure!: boolean
}
