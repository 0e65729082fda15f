import { IsDefined, IsIn } from 'class-validator'

import { Said } from '../../web/pages/form-fields.js'

export class AskForm {
  @Said(5000, 'Write your question', 'Your question') question!: string
}

export class AnswerForm {
  @Said(5000, 'Write the question as everybody is to read it', 'The question') question!: string
  @Said(10_000, 'Write the answer', 'The answer') answer!: string

  @IsDefined({ message: 'Say whether bidders need the answer to write their bids' })
  @IsIn(['yes', 'no'], { message: 'Say yes or no' })
  material!: 'yes' | 'no'
}

export class RefuseForm {
  @Said(5000, 'Say why there is no answer', 'The reason') reason!: string
}
