import { IsDefined, IsUUID } from 'class-validator'

import { Confirmed, Said, Seen } from '../../web/pages/form-fields.js'

export class StartApplicationForm {
  @IsDefined({ message: 'Choose the category that you want to join' })
  @IsUUID(undefined, { message: 'Choose one of the categories' })
  categoryId!: string
}

export class SeenRevisionForm {
  @Seen()
  seen!: string
}

/** What is signed, for what was read. */
export class SubmitApplicationForm extends SeenRevisionForm {
  @Said(200, 'Enter your office or position, such as Director', 'Your office or position')
  declaredAs!: string

  @Confirmed('Confirm the declaration before you submit')
  declared!: string

  @Said(100, 'Open this page again, so that it is known what you read', 'What you read')
  contentHash!: string

  @Said(100, 'Open this page again, so that it is known what you sign', 'The declaration')
  declaration!: string
}

export class WithdrawApplicationForm {
  @Confirmed('Confirm that you want to withdraw the application')
  confirmed!: string
}
