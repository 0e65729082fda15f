import { describePages } from './describe-pages.js'
import { SECOND_FACTOR_PAGES } from './second-factor-pages.states.js'

describePages('A page of the second factor', SECOND_FACTOR_PAGES)
