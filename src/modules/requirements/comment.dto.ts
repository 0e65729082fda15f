import { ApiProperty } from '@nestjs/swagger'

import { Choice, Words } from '../../web/fields.js'
import { COMMENT_SECTIONS, type CommentSection } from './domain/comment-sections.js'

export class NewCommentDto {
  /** What it is about; left out for the requirement as a whole. */
  @Choice(COMMENT_SECTIONS) section?: CommentSection | null
  @Words(5000) text!: string
}

export class WrittenCommentDto {
  id!: string
}

export class CommentDto {
  id!: string
  requirementId!: string

  /** Null for the requirement as a whole. */
  @ApiProperty({ enum: COMMENT_SECTIONS, nullable: true })
  section!: CommentSection | null

  text!: string
  writtenByName!: string
  writtenAt!: string

  @ApiProperty({ type: String, nullable: true })
  resolvedByName!: string | null

  /** Null while it is open. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  resolvedAt!: string | null
}

export class CommentPageDto {
  items!: CommentDto[]
  nextCursor!: string | null
}
