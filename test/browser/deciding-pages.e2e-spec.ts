import { DECIDING_PAGES } from './deciding-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page about a decision on an application', DECIDING_PAGES)
