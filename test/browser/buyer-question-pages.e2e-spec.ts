import { BUYER_QUESTION_PAGES } from './buyer-question-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of questions and rules', BUYER_QUESTION_PAGES)
