import { oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { readAccountFacts } from './account-facts.js'
import { composeLetter, type LetterFacts, type RequirementFacts } from './compose-letter.js'
import { bidAddresses, type BidFacts } from './domain/bid-letters.js'
import { htmlOf, textOf } from './letter-views.js'
import type { ClaimedMail } from './mail-ledger.js'
import type { Message } from './mail-transport.js'
import { NOTICES } from './notices.js'
import type { Sender } from './sender.js'

/** The mail that tells of a notification. Written again it is the same to its Message-ID, by which a repeat is recognised. */
export async function writeMail(view: Readable, mail: ClaimedMail, sender: Sender): Promise<Message> {
  const { publicUrl, mailFrom } = sender
  const notice = NOTICES.find(({ on }) => on === mail.kind)
  if (notice === undefined) throw new Error(`There is no notice of ${mail.kind}.`)
  const letter = await composeLetter(notice, factsOf(view, mail, sender))
  return {
    messageId: `<${mail.id}@${new URL(publicUrl).hostname}>`,
    from: mailFrom,
    to: mail.email,
    date: mail.createdAt,
    subject: letter.subject,
    text: textOf(letter),
    html: htmlOf(letter, publicUrl),
    attachments: await receiptsOf(view, mail),
  }
}

const factsOf = (view: Readable, mail: ClaimedMail, sender: Sender): LetterFacts => ({
  publicUrl: sender.publicUrl,
  named: mail.details,
  toOperator: mail.toOperator,
  ofAccount: () => readAccountFacts(view, mail, sender),
  ofSignIn: () => Promise.resolve({ occurredAt: mail.occurredAt, device: mail.details['device'] }),
  ofRequirement: () => readRequirement(view, mail.subjectId),
  ofBid: () => readBidFacts(view, mail, sender.publicUrl),
})

const readRequirement = (view: Readable, id: string) =>
  oneRow<RequirementFacts>(view, 'SELECT id, title, submission_deadline AS deadline FROM requirement WHERE id = $1', [id])

interface BidRow {
  title: string
  deadline: Instant
  number: number | null
  receivedAt: Instant | null
}

async function readBidFacts(view: Readable, { subjectId, details, occurredAt }: ClaimedMail, publicUrl: string): Promise<BidFacts> {
  const { title, deadline, number, receivedAt } = await oneRow<BidRow>(
    view,
    `SELECT r.title, r.submission_deadline AS deadline, v.number, v.received_at AS "receivedAt"
     FROM bid b JOIN requirement r ON r.id = b.requirement_id LEFT JOIN bid_version v ON v.bid_id = b.id AND v.number = $2 WHERE b.id = $1`,
    [subjectId, details['version'] ?? null],
  )
  return {
    title,
    deadline: typeof details['deadline'] === 'string' ? details['deadline'] : deadline,
    occurredAt,
    version: number === null || receivedAt === null ? null : { number, receivedAt },
    addresses: bidAddresses(publicUrl, subjectId),
  }
}

/** The receipt of the version that the mail is about, if it is about one, to be attached. */
async function receiptsOf(view: Readable, { subjectId, details }: ClaimedMail): Promise<Message['attachments']> {
  const found = await rows<{ requirementId: string; number: number; receipt: Buffer }>(
    view,
    `SELECT b.requirement_id AS "requirementId", v.number, v.receipt FROM bid b JOIN bid_version v ON v.bid_id = b.id WHERE b.id = $1 AND v.number = $2`,
    [subjectId, details['version'] ?? null],
  )
  return found.map(({ requirementId, number, receipt }) => ({ filename: receiptName(requirementId, number), content: receipt }))
}

/** The last group of an id tells requirements apart; its beginning is only the time it was made. */
const receiptName = (requirementId: string, version: number): string => `receipt-${requirementId.slice(-12)}-v${version}.json`
