import { describePages } from './describe-pages.js'
import { REGISTRATION_PAGES } from './registration-pages.states.js'

describePages('A page about registrations', REGISTRATION_PAGES)
