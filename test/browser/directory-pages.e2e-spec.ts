import { describePages } from './describe-pages.js'
import { DIRECTORY_PAGES } from './directory-pages.states.js'

describePages('A page of the directory', DIRECTORY_PAGES)
