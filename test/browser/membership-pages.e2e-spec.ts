import { describePages } from './describe-pages.js'
import { MEMBERSHIP_PAGES } from './membership-pages.states.js'

describePages('A page of memberships', MEMBERSHIP_PAGES)
