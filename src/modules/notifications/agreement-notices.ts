import type { Notice } from './notice.js'
import { CONCERNED_BY_AGREEMENT, OPENERS_OF_AGREEMENT, WRITERS_OF_AGREEMENT } from './recipients.js'

/** Who waits for what becomes of an agreement. */
export const AGREEMENT_NOTICES: readonly Notice[] = [
  {
    on: 'agreement.proposed',
    subjectType: 'agreement',
    about: 'agreementId',
    page: '/officer/agreements/drafts/:id',
    recipients: OPENERS_OF_AGREEMENT,
    subject: 'An agreement waits for a second person',
    text: 'An agreement is proposed. Read all of it, then open it or return it with a reason.',
  },
  {
    on: 'agreement.returned',
    subjectType: 'agreement',
    about: 'agreementId',
    page: '/officer/agreements/drafts/:id',
    recipients: WRITERS_OF_AGREEMENT,
    subject: 'An agreement was returned to you',
    text: 'A senior officer returned an agreement that you wrote a part of. The reason stands beside the draft.',
  },
  {
    on: 'agreement.opened',
    subjectType: 'agreement',
    about: 'agreementId',
    page: '/agreements/:id',
    recipients: WRITERS_OF_AGREEMENT,
    subject: 'An agreement is open',
    text: 'A senior officer opened an agreement that you wrote a part of. It is frozen, and everybody can read it.',
  },
  {
    on: 'agreement.validity-changed',
    subjectType: 'agreement',
    about: 'agreementId',
    page: '/agreements/:id',
    recipients: CONCERNED_BY_AGREEMENT,
    subject: 'The last day of an agreement was moved',
    text: 'An agreement that your organisation is a member of, or has requirements under, ends on another day now. Its page shows when and why.',
  },
  {
    on: 'agreement.ended',
    subjectType: 'agreement',
    about: 'agreementId',
    page: '/agreements/:id',
    recipients: CONCERNED_BY_AGREEMENT,
    subject: 'An agreement has ended',
    text: 'No new requirement is published under an agreement that your organisation is a member of, or has requirements under. Those that are published go on. Its page shows why.',
  },
]
