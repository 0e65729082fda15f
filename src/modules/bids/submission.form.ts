import { IsDefined, IsIn, IsString } from 'class-validator'

/** Submitting or withdrawing: confirmed, and for the content that was seen. */
export class SubmitForm {
  @IsDefined({ message: 'Confirm the declaration before you submit' })
  @IsIn(['yes'], { message: 'Confirm the declaration before you submit' })
  declared!: string

  @IsDefined({ message: 'The form was not whole. Open its page again' })
  @IsString({ message: 'The form was not whole. Open its page again' })
  seen!: string
}

export class WithdrawForm {
  @IsDefined({ message: 'Confirm that you want to withdraw the bid' })
  @IsIn(['yes'], { message: 'Confirm that you want to withdraw the bid' })
  confirmed!: string
}
