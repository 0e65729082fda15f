import { IsDefined, IsString, Matches, MaxLength } from 'class-validator'

export class ExplanationForm {
  @IsDefined({ message: 'Write your explanation' })
  @IsString({ message: 'Write your explanation into the one box' })
  @Matches(/\S/, { message: 'Write your explanation' })
  @MaxLength(10_000, { message: 'Your explanation must have at most 10,000 characters' })
  text!: string
}
