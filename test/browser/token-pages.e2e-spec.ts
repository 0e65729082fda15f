import { describePages } from './describe-pages.js'
import { TOKEN_PAGES } from './token-pages.states.js'

describePages('A page of API tokens', TOKEN_PAGES)
