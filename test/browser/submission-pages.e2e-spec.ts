import { describePages } from './describe-pages.js'
import { SUBMISSION_PAGES } from './submission-pages.states.js'

describePages('A page about a submission', SUBMISSION_PAGES)
