import { describePages } from './describe-pages.js'
import { KEY_PAGES } from './key-pages.states.js'

describePages('A page of the key for opening bids', KEY_PAGES)
