import { describePages } from './describe-pages.js'
import { INVITATION_PAGES } from './invitation-pages.states.js'

describePages('A page to answer an invitation', INVITATION_PAGES)
