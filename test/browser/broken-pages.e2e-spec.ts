import { BROKEN_PAGES } from './broken-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page where something is wrong', BROKEN_PAGES)
