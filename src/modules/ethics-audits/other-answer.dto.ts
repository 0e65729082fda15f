import { ApiProperty } from '@nestjs/swagger'

import { FINDINGS, type VerdictFinding } from './domain/verdict.js'

export class OtherAnswerDto {
  bidId!: string

  /** Null where no audit of it has begun yet. */
  @ApiProperty({ type: String, nullable: true })
  auditId!: string | null

  supplierName!: string

  /** Null where it was not asked, or answers nothing. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  answer!: object | null

  /** The names of its files by their ids. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  fileNames!: Readonly<Record<string, string>>

  /** The verdict that counts on it. */
  @ApiProperty({ enum: FINDINGS, nullable: true })
  finding!: VerdictFinding | null
}

export class OtherAnswerPageDto {
  items!: OtherAnswerDto[]
  nextCursor!: string | null
}
