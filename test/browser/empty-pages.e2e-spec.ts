import { describePages } from './describe-pages.js'
import { EMPTY_PAGES } from './empty-pages.states.js'

describePages('A page of an empty market', EMPTY_PAGES)
