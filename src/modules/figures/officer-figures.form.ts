import { IsOptional, IsUUID } from 'class-validator'

import { IsDay } from '../../web/fields.js'

/** What the figures are asked of, with the words of the page. */
export class OfficerFiguresForm {
  @IsOptional()
  @IsUUID(undefined, { message: 'Select an agreement from the list' })
  agreement?: string

  @IsOptional()
  @IsDay('Enter the first day as year, month and day, such as 2026-01-31')
  from?: string

  @IsOptional()
  @IsDay('Enter the last day as year, month and day, such as 2026-12-31')
  to?: string
}
