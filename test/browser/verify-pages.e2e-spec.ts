import { describePages } from './describe-pages.js'
import { VERIFY_PAGES } from './verify-pages.states.js'

describePages('The page that verifies receipts', VERIFY_PAGES)
