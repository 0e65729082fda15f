import type { Notice } from './notice.js'
import { ANY_OFFICERS, OFFICERS } from './recipients.js'

/** What officers are told of at once, and acknowledge on a page. */
export const WATCH_NOTICES: readonly Notice[] = [
  {
    on: 'bids.opening-failed',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/officer/watch/:officerEventId',
    recipients: OFFICERS,
    subject: 'An opening of bids failed',
    text: 'Somebody tried to open the bids on a requirement and was refused. The page below tells who, when and why. Acknowledge it there.',
  },
  {
    on: 'log.tampering-found',
    subjectType: 'officer-event',
    about: 'officerEventId',
    page: '/officer/watch/:id',
    recipients: ANY_OFFICERS,
    subject: 'The log was changed',
    text: 'A chain of the log is not as it was written. Look at it at once, have the log verified with the heads that are kept outside, and acknowledge it with what you found.',
  },
]
