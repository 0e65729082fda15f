import { AGREEMENT_PAGES } from './agreement-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of agreements', AGREEMENT_PAGES)
