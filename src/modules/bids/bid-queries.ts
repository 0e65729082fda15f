import { shownHash } from '../../shared/canonical.js'
import { findById, findByIdOf } from '../../shared/database/find-by-id.js'
import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Ruling } from '../guidelines/domain/ruling.js'
import { Requirement } from '../requirements/requirement.entity.js'
import { rulingsAt } from '../requirements/rulings.js'
import { Bid } from './bid.entity.js'
import type { Asked } from './domain/bid-completeness.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import type { BidState } from './domain/bid-lifecycle.js'
import type { Receipt } from './domain/receipt.js'
import type { PublicKey } from '../keys/key-service.js'
import type { Recipients } from './envelope.js'
import { answersOf, secretOf, type Sealing } from './sealing.js'

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

const REQUIREMENT_OF_BID = 'SELECT requirement_id FROM bid WHERE id = $1'

export async function getRequirementOf(view: Readable, { id }: Pick<Bid, 'id'>): Promise<Requirement> {
  const requirement = await findByIdOf(view, Requirement, REQUIREMENT_OF_BID, id)
  if (requirement === null) throw new NotFound('requirement')
  return requirement
}

/** What stands decided of rules for its requirement now. */
export async function listRulingsFor(view: Readable, { id }: Pick<Bid, 'id'>): Promise<Ruling[]> {
  const sql = `SELECT ${rulingsAt(`(${REQUIREMENT_OF_BID})`, '(SELECT market_now())')} AS rulings`
  return (await oneRow<{ rulings: Ruling[] }>(view, sql, [id])).rulings
}

/** What the requirement asks of a bid. */
export const readAsked = (view: Readable, requirementId: string): Promise<Asked> =>
  oneRow(
    view,
    `SELECT coalesce(content->'awardQuestions', '[]') AS "awardQuestions", coalesce(content->'priceLines', '[]') AS "priceLines"
     FROM requirement WHERE id = $1`,
    [requirementId],
  )

/** A bid with whether there is still time to answer, and with its acknowledgements as they are sealed. */
export type BidToShow = Bid & { inTime: boolean; acknowledgements: Buffer | null }

export async function getBidToShow(view: Readable, id: string): Promise<BidToShow> {
  const bid = await firstRow<BidToShow>(
    view,
    `SELECT b.id, b.requirement_id AS "requirementId", b.supplier_id AS "supplierId", b.state, b.revision, b.working_copy AS "workingCopy",
            b.created_at AS "createdAt", market_now() < r.submission_deadline AS "inTime", given.acknowledgements
     FROM bid b JOIN requirement r ON r.id = b.requirement_id LEFT JOIN acknowledgement_set given ON given.bid_id = b.id WHERE b.id = $1`,
    [id],
  )
  if (bid === null) throw new NotFound('bid')
  return bid
}

/** By which what belongs to a bid is found and opened. */
export type BidOfSupplier = Pick<Bid, 'id' | 'supplierId'>

export interface AnswerSection {
  section: string
  revision: number
  answers: EthicsAnswers
  /** Null where nobody saved it since that is written down. */
  savedAt: Instant | null
}

export async function listAnswerSections(view: Readable, sealing: Sealing, bid: BidOfSupplier): Promise<AnswerSection[]> {
  const found = await rows<Omit<AnswerSection, 'answers'> & { answers: Buffer }>(
    view,
    'SELECT section, revision, answers, saved_at AS "savedAt" FROM ethics_answer_section WHERE bid_id = $1 ORDER BY section',
    [bid.id],
  )
  return found.map(({ answers, ...row }) => ({ ...row, answers: sealing.unseal(answers, answersOf(bid, row.section)) as EthicsAnswers }))
}

/** All sections' answers as one object. */
export const answersIn = (sections: readonly AnswerSection[]): EthicsAnswers =>
  Object.assign({}, ...sections.map(({ answers }) => answers)) as EthicsAnswers

export interface LastVersion {
  number: number
  contentHash: Buffer
}

export async function findLastVersion(view: Readable, sealing: Sealing, bid: BidOfSupplier): Promise<LastVersion | null> {
  const sql = 'SELECT number, content_hash AS "contentHash" FROM bid_version WHERE bid_id = $1 ORDER BY number DESC LIMIT 1'
  const row = await firstRow<LastVersion>(view, sql, [bid.id])
  return row === null ? null : { ...row, contentHash: sealing.unsealSecret(row.contentHash, secretOf('content_hash', bid, row.number)) }
}

/** What the next version is sealed by, and what it follows. */
export interface BeforeVersion {
  recipients: Readonly<Record<'quality' | 'price', Partial<Recipients>>>
  /** Where the opening key is split, the version itself is for the opening alone, and the supplier's checks read a copy that goes at the deadline. */
  copyFor: PublicKey | null
  last: LastVersion | null
}

/** In one statement, as a submission waits for every one. */
export async function readBeforeVersion(view: Readable, sealing: Sealing, bid: Bid): Promise<BeforeVersion> {
  const row = await oneRow<{
    quality: PublicKey
    price: PublicKey
    supplier: PublicKey
    isSplit: boolean
    number: number | null
    contentHash: Buffer | null
  }>(
    view,
    `SELECT q.public_key AS quality, p.public_key AS price, s.public_key AS supplier, q.private_key IS NULL AS "isSplit", v.number, v.content_hash AS "contentHash"
     FROM opening_key q JOIN opening_key p ON p.requirement_id = q.requirement_id AND p.envelope = 'price' CROSS JOIN supplier_key s
     LEFT JOIN LATERAL (SELECT number, content_hash FROM bid_version WHERE bid_id = $3 ORDER BY number DESC LIMIT 1) v ON true
     WHERE q.requirement_id = $1 AND q.envelope = 'quality' AND s.supplier_id = $2`,
    [bid.requirementId, bid.supplierId, bid.id],
  )
  const { quality, price, supplier, isSplit, number, contentHash } = row
  const reader = isSplit ? {} : { supplier }
  const sealedFor = {
    recipients: { quality: { opening: quality, ...reader }, price: { opening: price, ...reader } },
    copyFor: isSplit ? supplier : null,
  }
  if (number === null || contentHash === null) return { ...sealedFor, last: null }
  return { ...sealedFor, last: { number, contentHash: sealing.unsealSecret(contentHash, secretOf('content_hash', bid, number)) } }
}

export interface StoredReceipt {
  receipt: Receipt
  salt: string
  contentHash: string
}

/** The receipt as its supplier is given it, by whichever door. */
export const receiptToKeep = ({ receipt, ...beside }: StoredReceipt) => ({ ...receipt, ...beside })

/** A version's receipt, as it was given, with what its commitment is made of, which is the supplier's alone. */
export async function getReceipt(view: Readable, sealing: Sealing, bid: BidOfSupplier, version: number): Promise<StoredReceipt> {
  const row = await firstRow<KeptReceipt>(
    view,
    'SELECT receipt, salt, content_hash AS "contentHash" FROM bid_version WHERE bid_id = $1 AND number = $2',
    [bid.id, version],
  )
  if (row === null) throw new NotFound('receipt')
  return receiptAsKept({
    receipt: row.receipt,
    salt: sealing.unsealSecret(row.salt, secretOf('salt', bid, version)),
    contentHash: sealing.unsealSecret(row.contentHash, secretOf('content_hash', bid, version)),
  })
}

/** As it is kept: canonical bytes, which are what every answer says. */
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
