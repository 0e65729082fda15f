import { IsOptional } from 'class-validator'

import { IsDay } from '../../web/fields.js'

export class LawForm {
  @IsOptional()
  @IsDay('Enter the day as year, month and day, such as 2026-01-31')
  on?: string
}
