import type { Notice } from './notice.js'
import { DECIDING_ON_APPLICATION, OFFICERS_FOR_APPLICATION, SIGNERS_OF_APPLICATION, WRITERS_OF_APPLICATION } from './recipients.js'

const OF_SUPPLIER = { subjectType: 'application', about: 'applicationId', page: '/supplier/applications/:id' } as const

const OF_OFFICER = { subjectType: 'application', about: 'applicationId', page: '/officer/applications/:id' } as const

/** Who waits for what becomes of a supplier's application. No letter says what was answered, asked or decided. */
export const APPLICATION_NOTICES: readonly Notice[] = [
  {
    on: 'application.submitted',
    ...OF_OFFICER,
    recipients: OFFICERS_FOR_APPLICATION,
    subject: 'A supplier asks to join',
    text: 'An application was received. Its page shows by which day it is to be decided on. Declare first whether you have an interest in the supplier.',
  },
  {
    on: 'application.withdrawn',
    ...OF_OFFICER,
    recipients: DECIDING_ON_APPLICATION,
    subject: 'An application was withdrawn',
    text: 'A supplier took its application back. There is nothing to decide on any more; what it gave stays on record.',
  },
  {
    on: 'application.replied',
    ...OF_OFFICER,
    recipients: DECIDING_ON_APPLICATION,
    subject: 'A supplier replied to your question',
    text: 'What you asked about an application was answered. It is under review again, and its last day is as it was.',
  },
  {
    on: 'application.exclusion-replied',
    ...OF_OFFICER,
    recipients: DECIDING_ON_APPLICATION,
    subject: 'A supplier replied to a ground for exclusion',
    text: 'A supplier said what it has to say about a ground for exclusion that was raised. Read it before you decide on the ground.',
  },
  {
    on: 'application.asked',
    ...OF_SUPPLIER,
    recipients: WRITERS_OF_APPLICATION,
    subject: 'An officer asks about your application',
    text: 'An officer has a question about an application of your organisation. Its page shows the question, and by which day to reply.',
  },
  {
    on: 'application.extended',
    ...OF_SUPPLIER,
    recipients: WRITERS_OF_APPLICATION,
    subject: 'The decision on your application takes longer',
    text: 'The last day for the decision on an application of your organisation was moved later, once. Its page shows the day and the reason.',
  },
  {
    on: 'application.exclusion-raised',
    ...OF_SUPPLIER,
    recipients: SIGNERS_OF_APPLICATION,
    subject: 'A ground for exclusion was raised',
    text: 'An officer asks whether a ground for exclusion applies to your organisation. Nothing is decided yet: the page of the application shows the evidence, and by which day to reply.',
  },
  {
    on: 'application.admitted',
    ...OF_SUPPLIER,
    recipients: WRITERS_OF_APPLICATION,
    subject: 'Your organisation was admitted',
    text: 'Your organisation is a member of the category that it asked to join, and is invited from now on. The page of the application has the record of it to keep.',
  },
  {
    on: 'application.rejected',
    ...OF_SUPPLIER,
    recipients: WRITERS_OF_APPLICATION,
    subject: 'Your organisation was not admitted',
    text: 'An application of your organisation was decided on. Its page names the criterion that was not met, or the ground for exclusion, and the reasons. You may apply anew at any time.',
  },
]
