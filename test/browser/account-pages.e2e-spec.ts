import { ACCOUNT_PAGES } from './account-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of the own account', ACCOUNT_PAGES)
