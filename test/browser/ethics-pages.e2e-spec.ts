import { ETHICS_PAGES } from './ethics-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of the ethics questionnaire', ETHICS_PAGES)
