import { describePages } from './describe-pages.js'
import { TRIAL_PAGES } from './trial-pages.states.js'

describePages('The pages on which the check is tried', TRIAL_PAGES)
