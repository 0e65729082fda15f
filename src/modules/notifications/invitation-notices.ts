import type { Notice } from './notice.js'
import { buyers, INVITED } from './recipients.js'

/** Who is told of invitations: the invited, and the buyer of those that come later. */
export const INVITATION_NOTICES: readonly Notice[] = [
  {
    on: 'requirement.invited',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/opportunities/:id',
    recipients: INVITED,
    recipientsOf: ['roundId'],
    subject: 'You are invited to bid',
    text: 'A requirement in one of your categories is open for your bid. It shows the deadline and what a bid must hold.',
  },
  {
    on: 'requirement.invited-later',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/buyer/requirements/:id/invitations',
    recipients: buyers('buyer-author'),
    subject: 'A supplier was invited later',
    text: 'A supplier came to match a requirement of your organisation while it is open, and was invited. Its invitations show when and by which filters.',
  },
  {
    on: 'requirement.admitted-too-late',
    subjectType: 'requirement',
    about: 'requirementId',
    page: '/buyer/requirements/:id/invitations',
    recipients: buyers('buyer-author'),
    subject: 'A supplier came too late to be invited',
    text: 'A supplier came to match a requirement of your organisation, and would have less than the least time for a bid. It is invited if you move the deadline far enough.',
  },
]
