import { IsDefined, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator'

export class ReportProblemForm {
  @IsDefined({ message: 'Say what went wrong' })
  @IsString({ message: 'Write what went wrong into the one box' })
  @Matches(/\S/, { message: 'Say what went wrong' })
  @MaxLength(10_000, { message: 'The report must have at most 10,000 characters' })
  text!: string

  @IsOptional()
  @IsUUID(undefined, { message: 'The number must be as the page showed it, such as 01a208cf-f541-7088-8fc2-b12e06bc214c' })
  requestId?: string
}
