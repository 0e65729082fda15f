import type { Notice } from './notice.js'
import { ANY_OFFICERS, APPROVERS_AND_OFFICERS, HOLDERS_OF_KEY, OFFICERS } from './recipients.js'

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
    on: 'key-holders.few',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/account/opening-key',
    officerPage: '/officer/watch/:officerEventId',
    recipients: APPROVERS_AND_OFFICERS,
    subject: 'Too few hold the key of the bids',
    text: 'The key of the bids on a requirement is split, and only one person of a side holds its share. Whoever holds it should hand it to a colleague now: if it is lost, the bids can never be opened.',
  },
  {
    on: 'key-holders.none',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/account/opening-key',
    officerPage: '/officer/watch/:officerEventId',
    recipients: APPROVERS_AND_OFFICERS,
    subject: 'Nobody holds the key of the bids',
    text: 'The key of the bids on a requirement is split, and nobody of a side who may open holds its share. As things are, the bids cannot be opened. If somebody has lost the role and not the passphrase, give the role back.',
  },
  {
    on: 'key-share.handed-on',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/account/opening-key',
    recipients: HOLDERS_OF_KEY,
    subject: 'A share of a key was handed on',
    text: 'The key of the bids on a requirement is split, and one more person holds the share of your side, or of the other. Your account shows who holds yours. If it should not be so, tell an officer.',
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
