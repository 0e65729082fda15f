/**
 * The rows of the state machines of a requirement (T7) and of a bid (T8) in which a person acts and the product holds them; each has a journey in
 * the browser that names it. Shortlists come with the agreements; evaluation and award are not in the product yet.
 */
export const DONE_BY_PEOPLE = [
  'T7 create',
  'T7 submit for approval',
  'T7 return',
  'T7 approve',
  'T7 publish',
  'T7 amend',
  'T7 clarification',
  'T7 cancel',
  'T8 intend',
  'T8 decline',
  'T8 start',
  'T8 submit',
  'T8 replace',
  'T8 withdraw',
  'T8 open',
  'T8 clarify',
] as const
