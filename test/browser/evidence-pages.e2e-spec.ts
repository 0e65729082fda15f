import { describePages } from './describe-pages.js'
import { EVIDENCE_PAGES } from './evidence-pages.states.js'

describePages('A page of evidence files', EVIDENCE_PAGES)
