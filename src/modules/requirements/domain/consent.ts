/** In which capacity a person agrees to a change that takes two. */
export type ConsentSide = 'author' | 'approver' | 'officer'

export interface Consent {
  personId: string
  side: ConsentSide
  /** Whether it agrees to the very same words and dates. */
  same: boolean
}

/** The sides that must be among the two people of each verb. */
export const NEEDED = {
  cancel: ['approver'],
  reopen: ['approver', 'officer'],
} as const satisfies Record<string, readonly ConsentSide[]>

export type TwoPersonVerb = keyof typeof NEEDED

/** Somebody else who already agrees to the same, so that with `side` the two are enough; undefined while another must agree. */
export const partnerFor = (verb: TwoPersonVerb, side: ConsentSide, others: readonly Consent[]): Consent | undefined =>
  others.find(other => other.same && NEEDED[verb].every(needed => needed === side || needed === other.side))
