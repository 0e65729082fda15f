import { londonTime, londonTimeToMs } from '../../../shared/domain/london-time.js'
import { deadlineLine, requirementLine } from './letter.js'

/** What a letter about a bid tells beyond that something happened. */
export interface BidFacts {
  title: string
  /** The deadline that the event is about, or as it stands now. */
  deadline: string
  /** When the event happened. */
  occurredAt: string
  /** The version that the event is about, where it is about one. */
  version: { number: number; receivedAt: string } | null
  addresses: BidAddresses
}

/** The pages of the bid, and what a receipt is checked by. */
export interface BidAddresses {
  bid: string
  files: string
  queries: string
  problem: string
  verify: string
  keys: string
}

export const bidAddresses = (publicUrl: string, bidId: string): BidAddresses => ({
  bid: `${publicUrl}/supplier/bids/${bidId}`,
  files: `${publicUrl}/supplier/bids/${bidId}/files`,
  queries: `${publicUrl}/supplier/bids/${bidId}/queries`,
  problem: `${publicUrl}/supplier/bids/${bidId}/report-a-problem`,
  verify: `${publicUrl}/api/v1/receipts/verify`,
  keys: `${publicUrl}/.well-known/receipt-keys.json`,
})

type Paragraphs = (facts: BidFacts) => string[]

const received: Paragraphs = facts => [
  ...receivedAs(facts),
  `The attached receipt proves it. ${howToCheck(facts)} Programs check it at ${facts.addresses.verify}, or by the public keys at ${facts.addresses.keys}.`,
  `Until the deadline, ${londonTime(facts.deadline)}, you may change the working copy and submit again, which replaces this version, or withdraw the bid: ${facts.addresses.bid}. The last version that was received counts.`,
  ifUnexpected(facts),
]

const howToCheck = ({ version, addresses }: BidFacts): string =>
  version === null
    ? ''
    : `Its page says how to check it, and holds the salt of its commitment: ${addresses.bid}/receipts/${version.number}.`

const receivedAs: Paragraphs = ({ title, version }) => [
  requirementLine(title),
  ...(version === null
    ? []
    : [`Version: ${version.number}`, `Received: ${londonTimeToMs(version.receivedAt)}, by the clock of the server, which alone counts`]),
]

/** Somebody inside may do harm in the last minutes; the others must be able to undo it. */
const ifUnexpected = ({ addresses }: BidFacts): string =>
  `This mail goes to every supplier administrator of your organisation. If this was not meant to happen, put it right before the deadline, and report a problem: ${addresses.problem}.`

/** The way out before the deadline, and what stays after it. */
const badFile: Paragraphs = ({ title, deadline, addresses }) => [
  requirementLine(title),
  deadlineLine(deadline),
  `Until the deadline you can replace it: take the file out, add a clean one, name that in your answers, and submit the bid again: ${addresses.files}. The last version that was received counts.`,
  `A version that was submitted with the file stays as it was received: ${addresses.bid}. Whoever reads the bids after the opening sees that the file is there, and why it is not given out.`,
  `If you think that this is a mistake, report a problem: ${addresses.problem}.`,
]

/** What each letter about a bid says after its first paragraph, by the event it tells of. */
export const BID_LETTERS: Readonly<Record<string, Paragraphs>> = {
  'bid.submitted': received,
  'bid.replaced': received,
  'bid.withdrawn': facts => [
    requirementLine(facts.title),
    `Withdrawn: ${londonTimeToMs(facts.occurredAt)}, by a supplier administrator of your organisation`,
    `The versions stay on record and do not count: ${facts.addresses.bid}. Until the deadline, ${londonTime(facts.deadline)}, your organisation may start a new bid on the requirement and submit it.`,
    ifUnexpected(facts),
  ],
  'evidence.infected': badFile,
  'evidence.unscannable': badFile,
  'bid.not-submitted': ({ title, deadline, addresses }) => [
    requirementLine(title),
    deadlineLine(deadline),
    `The working copy and the ethics answers are kept as they were: ${addresses.bid}. Nobody outside your organisation can read them.`,
    `If the marketplace kept you from submitting, report a problem: ${addresses.problem}. Your report is stamped with the time of the server, and every attempt to submit stands in the timeline of the bid with its time and its reason.`,
  ],
  'bid.to-confirm': ({ title, deadline, addresses }) => [
    requirementLine(title),
    deadlineLine(deadline),
    `Read what changed, run the check of your bid, and submit it again before the deadline, as it is or changed: ${addresses.bid}.`,
  ],
  'bid.blocked-by-amendment': ({ title, deadline, addresses }) => [
    requirementLine(title),
    deadlineLine(deadline),
    `What you submitted stays on record and does not count. The check shows what the amended requirement asks for: ${addresses.bid}. Only what is submitted before the deadline counts.`,
  ],
  'bid.deadline-near': ({ title, deadline, addresses }) => [
    requirementLine(title),
    deadlineLine(deadline),
    `Only what a supplier-admin submits, and the server receives before the deadline, counts; a draft does not: ${addresses.bid}. What was submitted can still be replaced or withdrawn until then.`,
  ],
  'ethics-audit.query-asked': ({ title, deadline, addresses }) => [
    requirementLine(title),
    answerDue(deadline),
    `The question and the place for your explanation: ${addresses.queries}. The bid stays as it was submitted, so an explanation can make it clearer and not better.`,
  ],
  'ethics-audit.answer-overdue': ({ title, deadline, addresses }) => [
    requirementLine(title),
    answerDue(deadline),
    `Nothing was decided by that. Until the officers have judged the answer you can still explain it: ${addresses.queries}.`,
  ],
}

const answerDue = (due: string): string => `Please answer by: ${londonTime(due)}`
