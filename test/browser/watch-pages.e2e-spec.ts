import { describePages } from './describe-pages.js'
import { WATCH_PAGES } from './watch-pages.states.js'

describePages('A page of what an officer must see', WATCH_PAGES)
