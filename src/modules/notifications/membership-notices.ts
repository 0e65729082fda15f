import type { Notice } from './notice.js'
import { ADMINS_OF_MEMBER, OFFICERS_FOR_MEMBER, SENIORS_FOR_MEMBER } from './recipients.js'

const toSupplier = (on: string, subject: string, text: string): Notice => ({
  on,
  subjectType: 'membership',
  about: 'membershipId',
  page: '/supplier/memberships/:id',
  recipients: ADMINS_OF_MEMBER,
  subject,
  text,
})

const toOfficers = (on: string, recipients: string, subject: string, text: string): Notice => ({
  on,
  subjectType: 'membership',
  about: 'membershipId',
  page: '/officer/memberships/:id',
  recipients,
  subject,
  text,
})

/** How members stand: what they are told of it, and what officers are. */
export const MEMBERSHIP_NOTICES: readonly Notice[] = [
  toSupplier(
    'membership.suspended',
    'Your membership is suspended',
    'An officer suspended a membership of your organisation. It is invited to nothing new and can submit no bid until that is lifted; contracts go on. Its page shows the ground and the reasons.',
  ),
  toSupplier(
    'membership.restored',
    'Your membership counts again',
    'A suspension of your organisation was lifted. It is invited and can bid again. The page of the membership shows why.',
  ),
  toSupplier(
    'membership.removal-noticed',
    'Your membership may be removed',
    'An officer gave notice that a membership of your organisation may be removed. Its page shows the ground, the evidence, and the day by which you can reply. Until it is decided the membership goes on.',
  ),
  toSupplier(
    'membership.removal-taken-back',
    'Your membership is not removed',
    'A notice that a membership of your organisation may be removed was taken back. Its page shows why.',
  ),
  toSupplier(
    'membership.removed',
    'Your membership was removed',
    'Two people removed a membership of your organisation. Its page shows the ground and the reasons. You can apply anew at any time while the agreement is open.',
  ),
  toSupplier(
    'membership.lapsed',
    'Your membership has lapsed',
    'The agreement has ended, and with it a membership of your organisation. Contracts that were made under it go on.',
  ),
  toSupplier(
    'membership.review-settled',
    'A change of yours was looked at',
    'An officer looked at something that changed since your organisation was admitted. The page of the membership shows what came of it.',
  ),
  toOfficers(
    'membership.removal-replied',
    SENIORS_FOR_MEMBER,
    'A supplier replied to a notice of removal',
    'A supplier replied to a notice that its membership may be removed. A senior officer who did not give the notice can confirm the removal now, or an officer takes the notice back.',
  ),
  toOfficers(
    'membership.review-opened',
    OFFICERS_FOR_MEMBER,
    'A member needs another look',
    'Something that a member was admitted by has changed or run out, or an incident was reported. The membership goes on until an officer has looked.',
  ),
]
