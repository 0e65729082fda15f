import { APPLICATION_PAGES } from './application-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of an application', APPLICATION_PAGES)
