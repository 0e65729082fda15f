import { Shaped } from '../../web/fields.js'

export class SecondFactorDto {
  /** Since when sign-ins ask for a code; null while they do not. */
  confirmedAt!: string | null
  recoveryCodesLeft!: number
  /** Whether a role of yours waits for it. */
  needed!: boolean
}

export class EnrolmentDto {
  /** For the app on your phone, as a QR code or as it is. Shown this once. */
  uri!: string
  /** The same to type. Shown this once. */
  secret!: string
}

export class ConfirmInput {
  /** The code that the app shows now. */
  @Shaped(/^\d{6}$/, 'must be the six digits that the app shows', '287082', 'required')
  oneTimeCode!: string
}

export class RecoveryCodesDto {
  /** Each signs you in once, instead of a code of the app. Shown this once. */
  recoveryCodes!: string[]
}
