import { describePages } from './describe-pages.js'
import { QUERY_PAGES } from './query-pages.states.js'

describePages('A page of questions about answers', QUERY_PAGES)
