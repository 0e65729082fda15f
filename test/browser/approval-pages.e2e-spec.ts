import { APPROVAL_PAGES } from './approval-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of the way to publication', APPROVAL_PAGES)
