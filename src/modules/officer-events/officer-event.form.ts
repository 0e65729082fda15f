import { IsDefined, IsString, Matches, MaxLength } from 'class-validator'

export class AcknowledgeForm {
  @IsDefined({ message: 'Say what you found, and what you did about it' })
  @IsString({ message: 'Write your note into the one box' })
  @Matches(/\S/, { message: 'Say what you found, and what you did about it' })
  @MaxLength(5000, { message: 'The note must have at most 5,000 characters' })
  note!: string
}
