import { firstRow, oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { BID_LETTERS, type BidFacts } from './domain/bid-letters.js'
import { aboutRequirement, type Letter, subjectWith } from './domain/letter.js'
import { htmlOf } from './html-of.js'
import type { ClaimedMail } from './mail-ledger.js'
import type { Message } from './mail-transport.js'
import { NOTICES } from './notices.js'

export interface Sender {
  publicUrl: string
  mailFrom: string
}

/** The mail that tells of a notification. Written again it is the same to its Message-ID, by which a repeat is recognised. */
export async function writeMail(view: Readable, mail: ClaimedMail, { publicUrl, mailFrom }: Sender): Promise<Message> {
  const { receipt, ...letter } = await letterOf(view, mail, publicUrl)
  return {
    messageId: `<${mail.id}@${new URL(publicUrl).hostname}>`,
    from: mailFrom,
    to: mail.email,
    date: mail.createdAt,
    subject: letter.subject,
    text: `${letter.paragraphs.join('\n\n')}\n`,
    html: htmlOf(letter),
    attachments: receipt === null ? [] : [receipt],
  }
}

type Receipt = Message['attachments'][number]

async function letterOf(view: Readable, mail: ClaimedMail, publicUrl: string): Promise<Letter & { receipt: Receipt | null }> {
  const notice = NOTICES.find(({ on }) => on === mail.kind)
  if (notice === undefined) throw new Error(`There is no notice of ${mail.kind}.`)
  const paragraphs = BID_LETTERS[mail.kind]
  if (paragraphs === undefined) {
    const { title, deadline } = await readRequirement(view, mail.subjectId)
    const address = addressOf(publicUrl, 'requirement', mail.subjectId)
    return {
      subject: subjectWith(notice.subject, title),
      paragraphs: [notice.text, ...aboutRequirement(title, deadline, address)],
      receipt: null,
    }
  }
  const { facts, receipt } = await readBidFacts(view, mail, publicUrl)
  return { subject: subjectWith(notice.subject, facts.title), paragraphs: [notice.text, ...paragraphs(facts)], receipt }
}

const addressOf = (publicUrl: string, type: 'bid' | 'requirement', id: string): string => `${publicUrl}/api/v1/${type}s/${id}`

const readRequirement = (view: Readable, id: string) =>
  oneRow<{ title: string; deadline: Instant | null }>(
    view,
    'SELECT title, submission_deadline AS deadline FROM requirement WHERE id = $1',
    [id],
  )

interface BidRow {
  requirementId: string
  title: string
  deadline: Instant
  number: number | null
  receivedAt: Instant | null
  receipt: Buffer | null
}

async function readBidFacts(
  view: Readable,
  { subjectId, details, occurredAt }: ClaimedMail,
  publicUrl: string,
): Promise<{ facts: BidFacts; receipt: Receipt | null }> {
  const row = await firstRow<BidRow>(
    view,
    `SELECT r.id AS "requirementId", r.title, r.submission_deadline AS deadline, v.number, v.received_at AS "receivedAt", v.receipt
     FROM bid b JOIN requirement r ON r.id = b.requirement_id LEFT JOIN bid_version v ON v.bid_id = b.id AND v.number = $2 WHERE b.id = $1`,
    [subjectId, details['version'] ?? null],
  )
  if (row === null) throw new Error('There is no such bid.')
  const { requirementId, title, number, receivedAt, receipt } = row
  const deadline = typeof details['deadline'] === 'string' ? details['deadline'] : row.deadline
  const addresses = {
    bid: addressOf(publicUrl, 'bid', subjectId),
    verify: `${publicUrl}/api/v1/receipts/verify`,
    keys: `${publicUrl}/.well-known/receipt-keys.json`,
  }
  return {
    facts: { title, deadline, occurredAt, version: number === null || receivedAt === null ? null : { number, receivedAt }, addresses },
    receipt: number === null || receipt === null ? null : { filename: receiptName(requirementId, number), content: receipt },
  }
}

/** The last group of an id tells requirements apart; its beginning is only the time it was made. */
const receiptName = (requirementId: string, version: number): string => `receipt-${requirementId.slice(-12)}-v${version}.json`
