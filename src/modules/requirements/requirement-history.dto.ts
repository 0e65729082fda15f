import { ApiProperty } from '@nestjs/swagger'

export class RequirementHistoryEntryDto {
  at!: string

  /** The action as the chain names it. */
  action!: string
  words!: string
  /** Whether it was refused, so that nothing was done. */
  refused!: boolean

  /** Why, in the words of whoever did or refused it. */
  @ApiProperty({ type: String, nullable: true })
  reason!: string | null

  /** By name within the own organisation; of others only which organisation it was. Null where the clock did it. */
  @ApiProperty({ type: String, nullable: true })
  by!: string | null
}

export class RequirementHistoryPageDto {
  items!: RequirementHistoryEntryDto[]
  nextCursor!: string | null
}
