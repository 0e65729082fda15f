import { canonicalBytes, shownHash } from '../../shared/canonical.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { hashOfPinned, type PinnedVersion } from '../applications/domain/pinned-hash.js'
import { PINS } from '../applications/pinned-answers.js'
import type { BidFinding } from './domain/bid-faults.js'
import type { Receipt } from './domain/receipt.js'
import { keysById, type PublicKey } from './domain/receipt-key.js'
import { type FoundLine, type FoundVersion, judgeVersion, missingVersions } from './domain/verified-version.js'
import { verifyOpenings } from './verify-openings.js'

/** Bids that are read at once, with their versions. */
const BATCH = 100

interface BidsVerdict {
  bids: number
  versions: number
  /** Of them with receipts from before receipts were signed. */
  unsigned: number
  openings: number
  findings: number
}

/** What somebody has who is not the operator. */
interface Outside {
  /** As saved from /.well-known/receipt-keys.json; without them those in the database are believed. */
  keys?: ReadonlyMap<string, PublicKey> | undefined
  /** A receipt that its supplier kept. */
  receipt?: Receipt | undefined
}

/**
 * Holds every submitted version against its receipt and its line in the log, and every opening against what it wrote down, without opening
 * anything: public keys and the right to read are enough. It tells each finding as it comes, and holds one batch of bids at a time. What somebody
 * did who rewrote receipts and chains alike, with the key that signs, shows only against what was kept outside.
 */
export async function verifyBids(view: Readable, tell: (finding: BidFinding) => void, outside: Outside = {}): Promise<BidsVerdict> {
  const verdict: BidsVerdict = { bids: 0, versions: 0, unsigned: 0, openings: 0, findings: 0 }
  const found = (finding: BidFinding): void => {
    verdict.findings += 1
    tell(finding)
  }
  await view.query('SET LOCAL statement_timeout = 0')
  const keys = outside.keys ?? (await keysIn(view))
  let after: string | null = null
  do {
    const bids: FoundBid[] = await listBids(view, after)
    await verifyBatch(view, bids, keys, verdict, found)
    after = bids.at(-1)?.id ?? null
  } while (after !== null)
  for (const bidId of await listLostBids(view)) found({ bidId, fault: 'bid-missing' })
  verdict.openings = await verifyOpenings(view, found)
  if (outside.receipt !== undefined && !(await isKept(view, outside.receipt)))
    found({ bidId: outside.receipt.bidId, version: outside.receipt.version, fault: 'kept-receipt-missing' })
  return verdict
}

async function keysIn(view: Readable): Promise<ReadonlyMap<string, PublicKey>> {
  const found = await rows<{ key: unknown }>(view, 'SELECT public_key AS key FROM receipt_key')
  return keysById({ keys: found.map(({ key }) => key) })
}

interface FoundBid {
  id: string
  state: string
}

const listBids = (view: Readable, after: string | null): Promise<FoundBid[]> =>
  rows(view, `SELECT id, state FROM bid WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT ${BATCH}`, [after])

async function verifyBatch(
  view: Readable,
  bids: readonly FoundBid[],
  keys: ReadonlyMap<string, PublicKey>,
  verdict: BidsVerdict,
  found: (finding: BidFinding) => void,
): Promise<void> {
  const ids = bids.map(({ id }) => id)
  const [versions, lines] = [await listVersions(view, ids), await listLines(view, ids)]
  const [versionsOf, linesOf] = [groupedByBid(versions), groupedByBid(lines)]
  for (const { id, state } of bids) {
    const [own, told] = [versionsOf.get(id) ?? [], linesOf.get(id) ?? []]
    const judged = own.map(version => ({ version, ...judgeVersion(version, told, keys) }))
    for (const { version, faults } of judged) for (const fault of faults) found({ bidId: id, version: version.version, fault })
    const claimed = new Set(judged.flatMap(({ line }) => line ?? []))
    for (const number of missingVersions(
      own.map(({ version }) => version),
      told,
      claimed,
    ))
      found({ bidId: id, ...(number === null ? {} : { version: number }), fault: 'version-missing' })
    if (own.length === 0 && told.length === 0 && !MAY_HAVE_NONE.includes(state)) found({ bidId: id, fault: 'no-version' })
    verdict.unsigned += judged.filter(({ isUnsigned }) => isUnsigned).length
  }
  verdict.bids += bids.length
  verdict.versions += versions.length
}

const MAY_HAVE_NONE = ['draft', 'withdrawn', 'not-submitted']

function groupedByBid<T extends { bidId: string }>(all: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const group = groups.get(each.bidId)
    if (group === undefined) groups.set(each.bidId, [each])
    else group.push(each)
  }
  return groups
}

const HASH = (bytes: string): string => `'sha256-' || encode(${bytes}, 'hex')`

type VersionRow = Omit<FoundVersion, 'pinnedAnswers'> & { pins: PinnedVersion[] | null }

/** The database works out the hashes of what is sealed, so that only they travel. */
async function listVersions(view: Readable, bidIds: readonly string[]): Promise<FoundVersion[]> {
  const found = await rows<VersionRow>(
    view,
    `SELECT v.bid_id AS "bidId", b.requirement_id AS "requirementId", b.supplier_id AS "supplierId", v.number AS version,
            v.received_at AS "receivedAt", v.submitted_by AS "submittedBy", v.received_at < r.submission_deadline AS "isInTime", v.receipt,
            v.membership_id AS "membershipId", ${HASH('v.answers_hash')} AS "libraryAnswers",
            CASE WHEN m.application_id IS NOT NULL THEN ${PINS('m.application_id', 'w.pinned_at <= v.received_at')} END AS pins,
            v.received_at < (SELECT min(first_used_at) FROM receipt_key) AS "isFromBeforeSigning",
            ${HASH('v.commitment')} AS commitment, ${HASH('sha256(v.quality)')} AS "qualityEnvelope", ${HASH('sha256(v.price)')} AS "priceEnvelope",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.file_id, 'sha256', encode(p.sha256, 'hex'))), '[]')
             FROM bid_version_file p WHERE p.bid_id = v.bid_id AND p.version = v.number) AS files
     FROM bid_version v JOIN bid b ON b.id = v.bid_id JOIN requirement r ON r.id = b.requirement_id LEFT JOIN membership m ON m.id = v.membership_id
     WHERE v.bid_id = ANY ($1) ORDER BY v.bid_id, v.number`,
    [bidIds],
  )
  return found.map(({ pins, ...version }) => ({ ...version, pinnedAnswers: pins === null ? null : shownHash(hashOfPinned(pins)) }))
}

const SUBMISSIONS = `e.action IN ('bid.submitted', 'bid.replaced')`

const listLines = (view: Readable, bidIds: readonly string[]): Promise<FoundLine[]> =>
  rows(
    view,
    `SELECT e.subject_id AS "bidId", e.stream, e.sequence, e.person_id AS "personId", e.occurred_at AS "occurredAt",
            ${HASH('e.previous_hash')} AS "previousHash", d.content AS details
     FROM audit_event e LEFT JOIN audit_detail d ON d.event_id = e.id
     WHERE e.subject_id = ANY ($1) AND ${SUBMISSIONS} ORDER BY e.subject_id, e.sequence`,
    [bidIds],
  )

/** Bids that the log tells of and that are gone as a whole; that there are many is told by as many as these. */
const MOST_LOST = 1_000

async function listLostBids(view: Readable): Promise<string[]> {
  const found = await rows<{ id: string }>(
    view,
    `SELECT DISTINCT e.subject_id AS id FROM audit_event e
     WHERE ${SUBMISSIONS} AND NOT EXISTS (SELECT FROM bid b WHERE b.id = e.subject_id) ORDER BY 1 LIMIT ${MOST_LOST}`,
  )
  return found.map(({ id }) => id)
}

async function isKept(view: Readable, receipt: Receipt): Promise<boolean> {
  const sql = 'SELECT receipt FROM bid_version WHERE bid_id = $1 AND number = $2'
  const row = await firstRow<{ receipt: Buffer }>(view, sql, [receipt.bidId, receipt.version])
  return row?.receipt.equals(canonicalBytes(receipt)) === true
}
