import { describePages } from './describe-pages.js'
import { REQUIREMENT_PAGES } from './requirement-pages.states.js'

describePages('Pages of a requirement that is written', REQUIREMENT_PAGES)
