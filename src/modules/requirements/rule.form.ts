import { Confirmed } from '../../web/pages/form-fields.js'

export class AgreeForm {
  @Confirmed('Confirm that you agree for the buyer') confirmed!: string
}
