import { Said } from '../../web/pages/form-fields.js'

export class NewProductForm {
  @Said(200, 'Enter the name of the product', 'The name')
  name!: string
}
