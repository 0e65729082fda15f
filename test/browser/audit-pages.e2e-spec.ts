import { AUDIT_PAGES } from './audit-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of an ethics audit', AUDIT_PAGES)
