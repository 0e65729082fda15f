import { describePages } from './describe-pages.js'
import { OWN_QUESTION_PAGES } from './own-question-pages.states.js'

describePages('A page about what a supplier asks', OWN_QUESTION_PAGES)
