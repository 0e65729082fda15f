import { describePages } from './describe-pages.js'
import { PANEL_PAGES } from './panel-pages.states.js'

describePages('A page about opened bids', PANEL_PAGES)
