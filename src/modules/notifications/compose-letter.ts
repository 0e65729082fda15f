import type { Instant } from '../../shared/domain/instant.js'
import { aboutAccount } from './domain/account-letter.js'
import { ACCOUNT_LETTERS, type AccountFacts } from './domain/account-letters.js'
import { aboutExpiry } from './expiry-letter.js'
import { BID_LETTERS, type BidFacts } from './domain/bid-letters.js'
import { aboutRequirement, type Letter, subjectWith } from './domain/letter.js'
import type { Notice } from './notice.js'

/** What a letter can tell of a sign-in or another change of somebody's account. */
export interface SignInFacts {
  occurredAt: Instant
  device: unknown
}

export interface RequirementFacts {
  id: string
  title: string
  deadline: Instant | null
}

/** Where a letter takes its facts from; it is asked for those of one kind only. */
export interface LetterFacts {
  publicUrl: string
  /** What the event names besides, such as the ids of an audit and its question. */
  named: Readonly<Record<string, unknown>>
  /** Whether the recipient acts for the operator. */
  toOperator: boolean
  ofAccount(): Promise<AccountFacts>
  ofSignIn(): Promise<SignInFacts>
  ofRequirement(): Promise<RequirementFacts>
  ofBid(): Promise<BidFacts>
}

/** The letter of a notice in words: what it says of the event, what it is about, and what to do next. */
export async function composeLetter(notice: Notice, facts: LetterFacts): Promise<Letter> {
  const { on, subjectType, subject, text } = notice
  const ofAccount = ACCOUNT_LETTERS[on]
  if (ofAccount !== undefined) return { subject, paragraphs: [text, ...ofAccount(await facts.ofAccount())] }
  if (subjectType === 'person') {
    const { occurredAt, device } = await facts.ofSignIn()
    return { subject, paragraphs: [text, ...aboutAccount(occurredAt, device)] }
  }
  const ofBid = BID_LETTERS[on]
  if (ofBid !== undefined) {
    const bid = await facts.ofBid()
    return { subject: subjectWith(subject, bid.title), paragraphs: [text, ...ofBid(bid)] }
  }
  if (['officer-event', 'agreement', 'application', 'membership'].includes(subjectType))
    return { subject, paragraphs: [text, addressIn(notice, facts, String(facts.named[notice.about]))] }
  if (subjectType === 'library-answer') return { subject, paragraphs: [text, ...aboutExpiry(facts.named), addressIn(notice, facts, '')] }
  const { id, title, deadline } = await facts.ofRequirement()
  const address = addressIn(notice, facts, id)
  return { subject: subjectWith(subject, title), paragraphs: [text, ...aboutRequirement(title, deadline, address)] }
}

const EVERYBODYS = '/opportunities/:id'

/** Where the letter leads this recipient. */
function addressIn({ page, officerPage }: Notice, { publicUrl, named, toOperator }: LetterFacts, id: string): string {
  const leads = (toOperator ? officerPage : undefined) ?? page ?? EVERYBODYS
  return publicUrl + leads.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => (name === 'id' ? id : String(named[name])))
}
