import { describePages } from './describe-pages.js'
import { SHORTLIST_PAGES } from './shortlist-pages.states.js'

describePages('A page of a shortlist or of invitations', SHORTLIST_PAGES)
