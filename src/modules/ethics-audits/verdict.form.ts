import { IsDefined, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { FINDINGS, type VerdictFinding } from './domain/verdict.js'

const NOT_WHOLE = 'The form was not whole. Open its page again'

/** Says which state of the audit was seen: whoever was faster wins. */
export class SeenForm {
  @IsDefined({ message: NOT_WHOLE })
  @Matches(/^[1-9]\d{0,8}$/, { message: NOT_WHOLE })
  seen!: string
}

export class VerdictForm extends SeenForm {
  @IsDefined({ message: 'Choose a verdict' })
  @IsIn(FINDINGS, { message: 'Choose a verdict' })
  finding!: VerdictFinding

  @IsOptional()
  @IsString({ message: 'Write one reason' })
  @MaxLength(10_000, { message: 'The reason must have at most 10,000 characters' })
  reason?: string

  @IsOptional()
  @IsString({ message: 'Choose one clause' })
  @MaxLength(20, { message: 'Choose one of the clauses' })
  clause?: string

  @IsOptional()
  @IsString({ message: 'Write what you checked into the one box' })
  @MaxLength(10_000, { message: 'What you checked must have at most 10,000 characters' })
  checked?: string
}

export class QuestionForm extends SeenForm {
  @IsDefined({ message: 'Write what you ask' })
  @IsString({ message: 'Write what you ask into the one box' })
  @Matches(/\S/, { message: 'Write what you ask' })
  @MaxLength(10_000, { message: 'What you ask must have at most 10,000 characters' })
  text!: string
}
