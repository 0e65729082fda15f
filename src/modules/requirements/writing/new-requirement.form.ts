import { IsDefined, IsString, IsUUID, MaxLength } from 'class-validator'

export class NewRequirementForm {
  @IsDefined({ message: 'Select the agreement it is to be let under' })
  @IsUUID('all', { message: 'Select one of the agreements' })
  agreementId!: string

  @IsDefined({ message: 'Enter a title' })
  @IsString({ message: 'Enter one title' })
  @MaxLength(200, { message: 'The title must have at most 200 characters' })
  title!: string
}
