import { describePages } from './describe-pages.js'
import { SIGN_IN_PAGES } from './sign-in-pages.states.js'

describePages('A page to sign in', SIGN_IN_PAGES)
