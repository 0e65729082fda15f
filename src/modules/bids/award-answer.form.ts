import { IsOptional, IsString, MaxLength } from 'class-validator'

import { LONGEST_ANSWER } from './bid.dto.js'

export class AwardAnswerForm {
  @IsOptional()
  @IsString({ message: 'Enter one answer' })
  @MaxLength(LONGEST_ANSWER, { message: `Your answer must have at most ${LONGEST_ANSWER.toLocaleString('en')} characters` })
  text?: string
}
