import { describePages } from './describe-pages.js'
import { RULE_PAGES } from './rule-pages.states.js'

describePages('A page about rules that do not fit', RULE_PAGES)
