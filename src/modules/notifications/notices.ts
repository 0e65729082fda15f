/** Who is told of an event, and in which words. `recipients` answers people and the organisation they are told in, for the event's id ($1). */
export interface Notice {
  on: string
  subjectType: 'requirement' | 'bid'
  /** The id in the event's payload that the notice is about. */
  about: string
  recipients: string
  subject: string
  text: string
}

const BUYERS = (role: string) => `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM requirement r JOIN role_grant g ON g.organisation_id = r.buyer_id WHERE r.id = $1 AND g.role = '${role}'`

const SENIOR_OFFICERS = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM requirement r JOIN role_grant g ON g.role = 'senior-officer' WHERE r.id = $1`

/** Nobody who works for a supplier is told of another's problem. */
const OFFICERS = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId"
  FROM requirement r JOIN role_grant g ON g.role IN ('procurement-officer', 'senior-officer')
  WHERE r.id = $1 AND NOT EXISTS (SELECT FROM role_grant s WHERE s.person_id = g.person_id AND s.organisation_kind = 'supplier')`

const SUPPLIER_OF_BID = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM bid b JOIN role_grant g ON g.organisation_id = b.supplier_id WHERE b.id = $1 AND g.role = 'supplier-admin'`

const WRITERS_OF_BID = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM bid b JOIN role_grant g ON g.organisation_id = b.supplier_id
  WHERE b.id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`

const INVITED = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM invitation i JOIN role_grant g ON g.organisation_id = i.supplier_id
  WHERE i.requirement_id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`

/** Everybody who may bid or has begun to. */
const CONCERNED = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM role_grant g
  WHERE g.role IN ('supplier-admin', 'bid-writer')
    AND g.organisation_id IN (SELECT supplier_id FROM invitation WHERE requirement_id = $1 UNION SELECT supplier_id FROM bid WHERE requirement_id = $1)`

const BUYERS_AND_OFFICERS = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM requirement r
  JOIN role_grant g ON (g.organisation_id = r.buyer_id AND g.role = 'buyer-approver') OR g.role IN ('procurement-officer', 'senior-officer') WHERE r.id = $1`

const BIDDERS = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM bid b JOIN role_grant g ON g.organisation_id = b.supplier_id
  WHERE b.requirement_id = $1 AND b.state = 'opened' AND g.role = 'supplier-admin'`

export const NOTICES: readonly Notice[] = [
  {
    on: 'requirement.submitted-for-approval',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BUYERS('buyer-approver'),
    subject: 'A requirement waits for your approval',
    text: 'A requirement of your organisation is ready for approval. Read it, then approve it or return it with a reason.',
  },
  {
    on: 'requirement.returned',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BUYERS('buyer-author'),
    subject: 'A requirement was returned to you',
    text: 'The approver returned a requirement. The reason stands beside the draft.',
  },
  {
    on: 'requirement.approved',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BUYERS('buyer-author'),
    subject: 'A requirement was approved',
    text: 'The requirement can now be published.',
  },
  {
    on: 'requirement.held',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: SENIOR_OFFICERS,
    subject: 'A requirement is held for a senior officer',
    text: 'A requirement in approval may not be published until a senior officer has released it. Run its readiness check to see why.',
  },
  {
    on: 'requirement.hold-released',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BUYERS('buyer-author'),
    subject: 'A hold was released',
    text: 'A senior officer released the hold on a requirement of your organisation. It can be published once it is approved. A change of its risk profile or its senior approval undoes the release.',
  },
  {
    on: 'requirement.published',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: INVITED,
    subject: 'You are invited to bid',
    text: 'A new requirement was published in one of your categories. It shows the deadline and what a bid must hold.',
  },
  {
    on: 'requirement.extended',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: CONCERNED,
    subject: 'A deadline was moved later',
    text: 'The deadline of a requirement you are invited to was moved later. The requirement shows it, and its changes show why.',
  },
  {
    on: 'requirement.amended',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: CONCERNED,
    subject: 'A requirement was amended',
    text: 'A requirement you are invited to says something else now. Its changes show what and why, and its deadline may be later.',
  },
  {
    on: 'requirement.cancelled',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: CONCERNED,
    subject: 'A requirement was cancelled',
    text: 'A requirement you were invited to ended without award. Its changes show why. Bids that were not opened stay sealed for good.',
  },
  {
    on: 'requirement.cancellation-proposed',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BUYERS('buyer-approver'),
    subject: 'A cancellation waits for a second person',
    text: 'Somebody proposed to cancel a published requirement of your organisation. It is cancelled when an approver and another person say the same.',
  },
  {
    on: 'requirement.reopening-proposed',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BUYERS_AND_OFFICERS,
    subject: 'More time after an outage waits for a second person',
    text: 'Somebody proposed to reopen a closed requirement after an outage. It reopens when an approver of the buyer and a procurement officer say the same.',
  },
  {
    on: 'requirement.reopened',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: CONCERNED,
    subject: 'A requirement is open again',
    text: 'All bidders have more time after an outage. What was submitted stays submitted, and drafts can be submitted until the new deadline.',
  },
  {
    on: 'requirement.closed',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BUYERS('buyer-approver'),
    subject: 'A requirement has closed',
    text: 'The deadline has passed. An approver and a procurement officer can now open the bids together.',
  },
  {
    on: 'bid.submitted',
    subjectType: 'bid',
    about: 'bidId',
    recipients: SUPPLIER_OF_BID,
    subject: 'Your bid was received',
    text: 'A version of your bid was received in time. Its receipt stands beside the bid.',
  },
  {
    on: 'bid.replaced',
    subjectType: 'bid',
    about: 'bidId',
    recipients: SUPPLIER_OF_BID,
    subject: 'Your bid was replaced',
    text: 'A new version of your bid was received in time and replaces the one before. Its receipt stands beside the bid.',
  },
  {
    on: 'bid.withdrawn',
    subjectType: 'bid',
    about: 'bidId',
    recipients: SUPPLIER_OF_BID,
    subject: 'Your bid was withdrawn',
    text: 'Your bid was withdrawn and does not count any more.',
  },
  {
    on: 'bid.not-submitted',
    subjectType: 'bid',
    about: 'bidId',
    recipients: WRITERS_OF_BID,
    subject: 'Your bid was not submitted',
    text: 'The deadline has passed, and your bid was still a draft. It was not submitted and does not take part.',
  },
  {
    on: 'bid.deadline-near',
    subjectType: 'bid',
    about: 'bidId',
    recipients: WRITERS_OF_BID,
    subject: 'Your bid is not submitted yet',
    text: 'The deadline is near, and your bid is still a draft.',
  },
  {
    on: 'problem.reported',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: OFFICERS,
    subject: 'A supplier reported a problem',
    text: 'A supplier reported a problem with a requirement. The list of problem reports tells what and when.',
  },
  {
    on: 'bid.to-confirm',
    subjectType: 'bid',
    about: 'bidId',
    recipients: SUPPLIER_OF_BID,
    subject: 'Confirm or replace your bid',
    text: 'The requirement was amended after you submitted. Your version counts unless the amended requirement blocks it. Submit again to confirm it, or change it first to replace it.',
  },
  {
    on: 'bid.blocked-by-amendment',
    subjectType: 'bid',
    about: 'bidId',
    recipients: SUPPLIER_OF_BID,
    subject: 'Your bid does not count any more',
    text: 'The amended requirement blocks the version you submitted. Run the check to see why, change your bid and submit it before the deadline.',
  },
  {
    on: 'bids.opened',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BIDDERS,
    subject: 'The bids have been opened',
    text: 'Two people have opened the bids. You will hear from the officers if they have questions about your ethics answers.',
  },
]
