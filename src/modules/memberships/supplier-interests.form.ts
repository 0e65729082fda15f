import { IsDefined, IsIn, IsOptional, IsString, MaxLength } from 'class-validator'

export class SupplierInterestsForm {
  @IsDefined({ message: 'Select whether you have an interest' })
  @IsIn(['no', 'yes'], { message: 'Select yes or no' })
  hasInterest!: 'no' | 'yes'

  @IsOptional()
  @IsString({ message: 'Write what the interest is into the one box' })
  @MaxLength(5000, { message: 'What the interest is must have at most 5,000 characters' })
  details?: string
}
