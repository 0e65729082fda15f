import { IsDefined, IsIn, IsString, IsUUID, MaxLength } from 'class-validator'

const LONGEST = 1000
const TOO_LONG = { message: 'The passphrase must have at most 1,000 characters' }

export class NewKeyForm {
  @IsDefined({ message: 'Enter a passphrase' })
  @IsString({ message: 'Enter one passphrase' })
  @MaxLength(LONGEST, TOO_LONG)
  passphrase!: string

  @IsDefined({ message: 'Enter the passphrase a second time' })
  @IsString({ message: 'Enter the passphrase once more' })
  @MaxLength(LONGEST, TOO_LONG)
  passphraseAgain!: string
}

export class ReplaceKeyForm extends NewKeyForm {
  @IsDefined({ message: 'Confirm that you want to give up your key' })
  @IsIn(['yes'], { message: 'Confirm that you want to give up your key' })
  confirmed!: 'yes'
}

export class ChangePassphraseForm extends NewKeyForm {
  @IsDefined({ message: 'Enter the passphrase that your key has now' })
  @IsString({ message: 'Enter one passphrase' })
  @MaxLength(LONGEST, TOO_LONG)
  currentPassphrase!: string
}

export class HandOnForm {
  @IsDefined({ message: 'Choose a colleague' })
  @IsUUID('all', { message: 'Choose a colleague' })
  personId!: string

  @IsDefined({ message: 'Enter the passphrase of your key' })
  @IsString({ message: 'Enter one passphrase' })
  @MaxLength(LONGEST, TOO_LONG)
  passphrase!: string
}
