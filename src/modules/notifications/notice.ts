/** Who is told of an event, and in which words. */
export interface Notice {
  on: string
  subjectType:
    | 'requirement'
    | 'bid'
    | 'code'
    | 'person'
    | 'organisation'
    | 'registration'
    | 'officer-event'
    | 'agreement'
    | 'library-answer'
    | 'application'
    | 'membership'
  /** The id in the event's payload that the notice is about. */
  about: string
  recipients: string
  /** The ids in the payload that the recipients are found by, where these are others. */
  recipientsOf?: readonly string[]
  subject: string
  /** Where the letter leads, with :id for what it is about and the names of other ids in the payload; left out, to the requirement as everybody sees it. */
  page?: `/${string}`
  /** The same for recipients who act for the operator, where they go elsewhere. */
  officerPage?: `/${string}`
  text: string
}
