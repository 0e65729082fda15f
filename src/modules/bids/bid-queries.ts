import { shownHash } from '../../shared/canonical.js'
import { findById } from '../../shared/database/find-by-id.js'
import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { getRequirement } from '../requirements/requirement-queries.js'
import { Requirement } from '../requirements/requirement.entity.js'
import { Bid } from './bid.entity.js'
import type { Asked } from './domain/bid-completeness.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import type { BidState } from './domain/bid-lifecycle.js'
import type { Receipt } from './domain/receipt.js'
import { unseal } from './sealing.js'

export async function getBid(view: Readable, id: string): Promise<Bid> {
  const bid = await findById(view, Bid, id)
  if (bid === null) throw new NotFound('bid')
  return bid
}

/** The bid, held against every other writer until the transaction ends. Lock the requirement first. */
export async function lockBid(tx: Tx, id: string): Promise<Bid> {
  const bid = await findById(tx, Bid, id, 'FOR UPDATE')
  if (bid === null) throw new NotFound('bid')
  return bid
}

export const getRequirementOf = (view: Readable, { requirementId }: Pick<Bid, 'requirementId'>): Promise<Requirement> =>
  getRequirement(view, requirementId)

/** What the requirement asks of a bid, and whether there is still time to answer. */
export const readAsked = (view: Readable, requirementId: string): Promise<Asked & { inTime: boolean }> =>
  oneRow(
    view,
    `SELECT coalesce(content->'awardQuestions', '[]') AS "awardQuestions", coalesce(content->'priceLines', '[]') AS "priceLines",
            market_now() < submission_deadline AS "inTime"
     FROM requirement WHERE id = $1`,
    [requirementId],
  )

export interface AnswerSection {
  section: string
  revision: number
  answers: EthicsAnswers
  /** Null where nobody saved it since that is written down. */
  savedAt: Instant | null
}

export async function listAnswerSections(view: Readable, bidId: string): Promise<AnswerSection[]> {
  const found = await rows<Omit<AnswerSection, 'answers'> & { answers: Buffer }>(
    view,
    'SELECT section, revision, answers, saved_at AS "savedAt" FROM ethics_answer_section WHERE bid_id = $1 ORDER BY section',
    [bidId],
  )
  return found.map(({ answers, ...row }) => ({ ...row, answers: unseal(answers) as EthicsAnswers }))
}

/** All sections' answers as one object. */
export const answersIn = (sections: readonly AnswerSection[]): EthicsAnswers =>
  Object.assign({}, ...sections.map(({ answers }) => answers)) as EthicsAnswers

export interface LastVersion {
  number: number
  contentHash: Buffer
}

export const findLastVersion = (view: Readable, bidId: string): Promise<LastVersion | null> =>
  firstRow<LastVersion>(
    view,
    'SELECT number, content_hash AS "contentHash" FROM bid_version WHERE bid_id = $1 ORDER BY number DESC LIMIT 1',
    [bidId],
  )

export interface StoredReceipt {
  receipt: Receipt
  salt: string
  contentHash: string
}

/** The receipt as its supplier is given it, by whichever door. */
export const receiptToKeep = ({ receipt, ...beside }: StoredReceipt) => ({ ...receipt, ...beside })

/** A version's receipt, as it was given, with what its commitment is made of, which is the supplier's alone. */
export async function getReceipt(view: Readable, bidId: string, version: number): Promise<StoredReceipt> {
  const row = await firstRow<KeptReceipt>(
    view,
    'SELECT receipt, salt, content_hash AS "contentHash" FROM bid_version WHERE bid_id = $1 AND number = $2',
    [bidId, version],
  )
  if (row === null) throw new NotFound('receipt')
  return receiptAsKept(row)
}

/** As the database keeps it: canonical bytes, which are what every answer says. */
export interface KeptReceipt {
  receipt: Buffer
  salt: Buffer
  contentHash: Buffer
}

export const receiptAsKept = ({ receipt, salt, contentHash }: KeptReceipt): StoredReceipt => ({
  receipt: JSON.parse(receipt.toString('utf8')) as Receipt,
  salt: salt.toString('hex'),
  contentHash: shownHash(contentHash),
})

export interface BidSummary {
  id: string
  requirementId: string
  requirementTitle: string
  state: BidState
  submissionDeadline: Instant
  lastVersion: number | null
}

export const listBidsOfSupplier = (view: Readable, supplierId: string, after: string | null, limit: number): Promise<BidSummary[]> =>
  rows<BidSummary>(
    view,
    `SELECT b.id, b.requirement_id AS "requirementId", r.title AS "requirementTitle",
            CASE WHEN b.state NOT IN ('draft', 'not-submitted') THEN b.state
                 WHEN r.submission_deadline <= market_now() THEN 'not-submitted' ELSE 'draft' END AS state, r.submission_deadline AS "submissionDeadline",
            (SELECT max(number) FROM bid_version v WHERE v.bid_id = b.id) AS "lastVersion"
     FROM bid b JOIN requirement r ON r.id = b.requirement_id
     WHERE b.supplier_id = $1 AND ($2::uuid IS NULL OR b.id < $2) ORDER BY b.id DESC LIMIT $3`,
    [supplierId, after, limit],
  )
