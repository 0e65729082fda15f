import { BID_PAGES } from './bid-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of a bid', BID_PAGES)
