import { describePages } from './describe-pages.js'
import { PUBLIC_PAGES } from './public-pages.states.js'

describePages('A page of a market with requirements', PUBLIC_PAGES)
