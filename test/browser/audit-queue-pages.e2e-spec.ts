import { AUDIT_QUEUE_PAGES } from './audit-queue-pages.states.js'
import { describePages } from './describe-pages.js'

describePages('A page of the queue of ethics audits', AUDIT_QUEUE_PAGES)
