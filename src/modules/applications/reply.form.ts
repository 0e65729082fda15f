import { Said } from '../../web/pages/form-fields.js'

export class ReplyForm {
  @Said(10_000, 'Write your reply', 'Your reply')
  text!: string
}

export class GroundReplyForm {
  @Said(20_000, 'Write what your organisation says to it', 'What your organisation says')
  text!: string
}
