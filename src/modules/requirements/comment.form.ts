import { IsIn, IsOptional } from 'class-validator'

import { Said } from '../../web/pages/form-fields.js'
import { COMMENT_SECTIONS, type CommentSection } from './domain/comment-sections.js'

export class CommentForm {
  @IsOptional()
  @IsIn(COMMENT_SECTIONS, { message: 'Choose one of the parts' })
  section?: CommentSection

  @Said(5000, 'Write what you want to say', 'Your comment') text!: string
}
