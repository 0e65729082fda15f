import { CHANGE_PAGES } from './change-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of changes', CHANGE_PAGES)
