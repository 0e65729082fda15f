import type { Notice } from './notice.js'
import { WRITERS_OF_LIBRARY } from './recipients.js'

/** What a supplier's people are told of their library. No letter says what was answered. */
export const LIBRARY_NOTICES: readonly Notice[] = [
  {
    on: 'library.answer-expires',
    subjectType: 'library-answer',
    about: 'answerId',
    page: '/supplier/library',
    recipients: WRITERS_OF_LIBRARY,
    subject: 'An answer in your library runs out',
    text: 'A certificate or a claim in the library of your organisation has a date after which it is out of date. Renew it, then save the new one in the library.',
  },
]
