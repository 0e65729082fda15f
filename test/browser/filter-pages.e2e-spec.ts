import { describePages } from './describe-pages.js'
import { FILTER_AND_LAW_PAGES } from './filter-pages.states.js'

describePages('A page of filters or of the law', FILTER_AND_LAW_PAGES)
