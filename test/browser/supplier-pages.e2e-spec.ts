import { describePages } from './describe-pages.js'
import { SUPPLIER_PAGES } from './supplier-pages.states.js'

describePages('What a supplier has under way', SUPPLIER_PAGES)
