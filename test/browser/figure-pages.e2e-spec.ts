import { describePages } from './describe-pages.js'
import { FIGURE_PAGES } from './figure-pages.states.js'

describePages('A page of figures', FIGURE_PAGES)
