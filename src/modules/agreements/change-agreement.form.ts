import { IsDefined, IsIn, Matches } from 'class-validator'

import { decimalShape, IsDay } from '../../web/fields.js'
import { Confirmed, Said, Seen } from '../../web/pages/form-fields.js'
import { type AgreementEnd, ENDS } from './domain/agreement-lifecycle.js'

export class ChangeValidityForm {
  @IsDefined({ message: 'Enter the new last day' })
  @IsDay('The last day must be a real date, such as 2029-01-15')
  validUntil!: string

  @Said(5000, 'Say why the last day moves', 'The reason') validityReason!: string
  @Seen() seen!: string
}

export class SetLevyForm {
  @IsDefined({ message: 'Enter the levy' })
  @Matches(decimalShape(2), { message: 'Enter the levy in percent with at most two decimals, such as 0.75' })
  levy!: string

  @Said(5000, 'Say why the levy is set now', 'The reason') levyReason!: string
  @Seen() seen!: string
}

export class EndAgreementForm {
  @IsDefined({ message: 'Say how it ends' })
  @IsIn(ENDS, { message: 'Say how it ends' })
  as!: AgreementEnd

  @Said(5000, 'Say why it ends', 'The reason') reason!: string
  @Confirmed('Confirm that it is to end') confirmed!: string
  @Seen() seen!: string
}
