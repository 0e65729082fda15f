import { describePages } from './describe-pages.js'
import { VERSION_PAGES } from './version-pages.states.js'

describePages('A page of versions', VERSION_PAGES)
