import { describePages } from './describe-pages.js'
import { LIBRARY_PAGES } from './library-pages.states.js'

describePages('A page of the library', LIBRARY_PAGES)
