import { ApiProperty } from '@nestjs/swagger'

import { type MarketNoticeNumber, type MarketOccasion, NOTICE_NUMBERS, OCCASIONS } from './note-market-notice.js'

export class MarketNoticeDto {
  id!: string

  /** UK13 of the intention, UK14 of its being set up, UK15 of a change, UK16 of its end. */
  @ApiProperty({ enum: NOTICE_NUMBERS })
  notice!: MarketNoticeNumber

  @ApiProperty({ enum: OCCASIONS })
  occasion!: MarketOccasion

  /** Id of the membership, of the change, of the edition of the filters, or of the agreement. */
  subjectId!: string

  /** The same in words. */
  subject!: string

  occurredAt!: string

  /** Null while it is not published. */
  @ApiProperty({ type: String, nullable: true })
  publishedAt!: string | null
}

export class MarketNoticePageDto {
  items!: MarketNoticeDto[]
  nextCursor!: string | null
}
