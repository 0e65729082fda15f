import type { Notice } from './notice.js'
import { BUYERS, DECLARED_OFFICERS, SENIOR_OFFICERS, WRITERS_OF_BID } from './recipients.js'

/** Who is told of ethics audits: queries, answers, the second person, and the report. */
export const AUDIT_NOTICES: readonly Notice[] = [
  {
    on: 'ethics-audit.query-asked',
    subjectType: 'bid',
    about: 'bidId',
    recipients: WRITERS_OF_BID,
    subject: 'You are asked about your bid',
    text: 'The operator of the marketplace has a question about one of your ethics answers.',
  },
  {
    on: 'ethics-audit.answer-overdue',
    subjectType: 'bid',
    about: 'bidId',
    recipients: WRITERS_OF_BID,
    subject: 'An explanation is overdue',
    text: 'The time to explain one of your ethics answers is over, and there is no explanation yet.',
  },
  {
    on: 'ethics-audit.query-answered',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/officer/audits/:auditId/:questionId',
    recipients: DECLARED_OFFICERS,
    subject: 'A supplier explained an answer',
    text: 'A supplier answered a question of an ethics audit. The audit shows it beside the answer.',
  },
  {
    on: 'ethics-audit.query-overdue',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/officer/audits/:auditId/:questionId',
    recipients: DECLARED_OFFICERS,
    subject: 'A supplier has not answered',
    text: 'The time that a supplier had for a question of an ethics audit is over. Nothing was decided by that: judge the answer as it is, or wait.',
  },
  {
    on: 'ethics-audit.second-needed',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/officer/audits/:auditId',
    recipients: SENIOR_OFFICERS,
    subject: 'An ethics audit waits for a second person',
    text: 'An audit at high tier was signed off by a first officer. A senior officer who is another person reads the verdicts and confirms it, or gives another verdict.',
  },
  {
    on: 'ethics-report.made',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/officer/requirements/:id/report',
    recipients: BUYERS,
    subject: 'The ethics audits are complete',
    text: 'Every ethics audit of a requirement of your organisation is signed off. The report tells what came of each bid; what it recommends is for you to decide.',
  },
]
