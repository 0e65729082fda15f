import { ApiProperty } from '@nestjs/swagger'

const OrNull = (example: string) => ApiProperty({ type: String, nullable: true, example })

/** One act or attempt. */
export class TimelineEntryDto {
  id!: string
  /** The moment that counts, by the database clock, microseconds: of receipt, or of the comparison that refused. */
  @ApiProperty({ format: 'date-time' })
  at!: string
  /** When the audit log took it down. */
  recordedAt!: string
  /** The action as the audit log names it. */
  @ApiProperty({ type: String, example: 'bid.submission-refused' })
  action!: string

  /** The same in words, with the reason of a refusal. */
  words!: string

  @OrNull('01a208cf-f541-7088-8fc2-b12e06bc214c')
  bidId!: string | null

  /** The version that was submitted, or checked again. */
  @ApiProperty({ type: 'integer', nullable: true })
  version!: number | null

  /** The code of a refusal. */
  @OrNull('deadline-passed')
  code!: string | null

  /** The rules of the guideline that refused, or that block after an amendment. */
  rules!: string[]

  /** Whoever of your organisation acted; null for what others or the clock did. */
  @OrNull('01a208cf-f541-7088-8fc2-b12e06bc214c')
  personId!: string | null

  @OrNull('Supplier administrator')
  personTitle!: string | null

  /** The text of a reported problem. */
  @OrNull('The upload stopped at half.')
  problem!: string | null
}

export class TimelinePageDto {
  items!: TimelineEntryDto[]
  nextCursor!: string | null
}
