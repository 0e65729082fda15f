import { IsDefined, IsIn } from 'class-validator'

export class OpenBidsForm {
  @IsDefined({ message: 'Confirm that you want to open the bids' })
  @IsIn(['yes'], { message: 'Confirm that you want to open the bids' })
  confirmed!: 'yes'
}
