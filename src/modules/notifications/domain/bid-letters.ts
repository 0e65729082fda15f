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
  addresses: { bid: string; verify: string; keys: string }
}

type Paragraphs = (facts: BidFacts) => string[]

const received: Paragraphs = facts => [
  ...receivedAs(facts),
  `The attached receipt proves it. To check it, send the file to ${facts.addresses.verify}, or check its signature yourself with the public keys at ${facts.addresses.keys}. The salt of its commitment is not in this mail; it stands with the receipt beside the bid.`,
  `Until the deadline, ${londonTime(facts.deadline)}, you may change the working copy and submit again, which replaces this version, or withdraw the bid: ${facts.addresses.bid}. The last version that was received counts.`,
  UNEXPECTED,
]

const receivedAs: Paragraphs = ({ title, version }) => [
  requirementLine(title),
  ...(version === null
    ? []
    : [`Version: ${version.number}`, `Received: ${londonTimeToMs(version.receivedAt)}, by the clock of the server, which alone counts`]),
]

/** Somebody inside may do harm in the last minutes; the others must be able to undo it. */
const UNEXPECTED =
  'This mail goes to every supplier-admin of your organisation. If this was not meant to happen, put it right before the deadline, and report a problem beside the bid.'

/** What each letter about a bid says after its first paragraph, by the event it tells of. */
export const BID_LETTERS: Readonly<Record<string, Paragraphs>> = {
  'bid.submitted': received,
  'bid.replaced': received,
  'bid.withdrawn': ({ title, deadline, occurredAt, addresses }) => [
    requirementLine(title),
    `Withdrawn: ${londonTimeToMs(occurredAt)}, by a supplier-admin of your organisation`,
    `The versions stay on record and do not count: ${addresses.bid}. Until the deadline, ${londonTime(deadline)}, your organisation may start a new bid on the requirement and submit it.`,
    UNEXPECTED,
  ],
  'bid.not-submitted': ({ title, deadline, addresses }) => [
    requirementLine(title),
    deadlineLine(deadline),
    `The working copy and the ethics answers are kept as they were: ${addresses.bid}. Nobody outside your organisation can read them.`,
    'If the marketplace kept you from submitting, report a problem beside the bid. Your report is stamped with the time of the server, and every attempt to submit stands in the log of the bid with its time and its reason.',
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
    `The question and the place for your explanation: ${addresses.bid}/audit-threads. The bid stays as it was submitted, so an explanation can make it clearer and not better.`,
  ],
  'ethics-audit.answer-overdue': ({ title, deadline, addresses }) => [
    requirementLine(title),
    answerDue(deadline),
    `Nothing was decided by that. Until the officers have judged the answer you can still explain it: ${addresses.bid}/audit-threads.`,
  ],
}

const answerDue = (due: string): string => `Please answer by: ${londonTime(due)}`
