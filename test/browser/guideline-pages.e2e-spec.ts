import { describePages } from './describe-pages.js'
import { GUIDELINE_PAGES } from './guideline-pages.states.js'

describePages('The guideline library', GUIDELINE_PAGES)
