/** Who is told of an event, and in which words. */
export interface Notice {
  on: string
  subjectType: 'requirement' | 'bid'
  /** The id in the event's payload that the notice is about. */
  about: string
  recipients: string
  /** The id in the payload that the recipients are found by, where that is another. */
  recipientsOf?: string
  subject: string
  text: string
}
