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
  {
    on: 'library.file-infected',
    subjectType: 'library-answer',
    about: 'answerId',
    page: '/supplier/library',
    recipients: WRITERS_OF_LIBRARY,
    subject: 'Malware was found in a file of your library',
    text: 'An evidence file in the library of your organisation was looked through, and malware was found in it. Nobody is given the file, and no application can be submitted with it. Remove it from its answer, and add another.',
  },
  {
    on: 'library.file-unscannable',
    subjectType: 'library-answer',
    about: 'answerId',
    page: '/supplier/library',
    recipients: WRITERS_OF_LIBRARY,
    subject: 'A file of your library could not be looked into',
    text: 'The scanner could not look into an evidence file in the library of your organisation: a part of it is under a password, or packed too deep. Nobody is given the file, and no application can be submitted with it. Remove it from its answer, and add one without a password.',
  },
]
