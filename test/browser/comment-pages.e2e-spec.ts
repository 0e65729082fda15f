import { COMMENT_PAGES } from './comment-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of comments', COMMENT_PAGES)
