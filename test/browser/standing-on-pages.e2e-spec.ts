import { describePages } from './describe-pages.js'
import { STANDING_ON_PAGES } from './standing-on-pages.states.js'

describePages('A page of what a bid stands on', STANDING_ON_PAGES)
