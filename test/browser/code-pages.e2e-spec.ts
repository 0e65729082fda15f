import { CODE_PAGES } from './code-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page about a mailed code', CODE_PAGES)
