import { IsDefined, IsString, Matches, MaxLength } from 'class-validator'

export class SavedViewForm {
  @IsDefined({ message: 'Enter a name for this view' })
  @IsString({ message: 'Enter one name' })
  @Matches(/\S/, { message: 'Enter a name for this view' })
  @MaxLength(60, { message: 'The name must have at most 60 characters' })
  name!: string
}
