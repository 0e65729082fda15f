import { describePages } from './describe-pages.js'
import { MAIL_PAGES } from './mail-pages.states.js'

describePages('A page that previews mail', MAIL_PAGES)
