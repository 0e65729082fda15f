import { describePages } from './describe-pages.js'
import { OPENING_PAGES } from './opening-pages.states.js'

describePages('A page of an opening', OPENING_PAGES)
