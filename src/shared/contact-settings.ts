import { day, urlOf } from './config-values.js'

/** Settings of whom people turn to. */
export const CONTACT_SETTINGS = {
  SECURITY_CONTACT: urlOf(
    'https:',
    'mailto:',
  )({ default: undefined, desc: 'whom to tell of a weakness, in /.well-known/security.txt; absent: no such file' }),
  SECURITY_EXPIRES: day({ default: undefined, desc: 'day on which that contact expires, at most a year ahead; needed with it' }),
  SUPPORT_CONTACT: urlOf(
    'https:',
    'mailto:',
  )({ default: undefined, desc: 'whom to tell of a problem with the pages; absent: the page says that nobody was named' }),
}
