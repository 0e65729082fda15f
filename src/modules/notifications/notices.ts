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

const SUPPLIER_OF_BID = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM bid b JOIN role_grant g ON g.organisation_id = b.supplier_id WHERE b.id = $1 AND g.role = 'supplier-admin'`

const WRITERS_OF_BID = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM bid b JOIN role_grant g ON g.organisation_id = b.supplier_id
  WHERE b.id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`

const INVITED = `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM invitation i JOIN role_grant g ON g.organisation_id = i.supplier_id
  WHERE i.requirement_id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`

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
    on: 'bids.opened',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: BIDDERS,
    subject: 'The bids have been opened',
    text: 'Two people have opened the bids. You will hear from the officers if they have questions about your ethics answers.',
  },
]
