import { createHash } from 'node:crypto'

import { verifyLogNow } from '../../src/modules/audit/verify-log.js'
import { secretOf, sealOfBids } from '../../src/modules/bids/sealing.js'
import { commitmentTo } from '../../src/modules/bids/version-parts.js'
import { withDataSource } from '../../src/shared/database/data-source.js'
import type { Bidder } from '../support/crowd.js'
import type { TestApp } from '../support/test-app.js'
import { isAcknowledged, type Try } from './ledger.js'
import type { Scene } from './surge.js'

/** One version as the database holds it, with what must have come with it. */
interface Kept {
  bidId: string
  number: number
  receivedAt: string
  commitment: string
  isWhole: boolean
  isInTime: boolean
  reports: number
  audited: number
  told: number
  keys: number
}

/** The same as the database keeps it, with the sealed secrets that its commitment is made of. */
interface Found extends Omit<Kept, 'isWhole'> {
  isSubmitted: boolean
  supplierId: string
  salt: Buffer
  contentHash: Buffer
}

/** Whether the commitment is to what was sealed with it. */
function isCommittedTo(test: TestApp, { bidId, supplierId, number, salt, contentHash, commitment }: Found): boolean {
  const seal = sealOfBids(test.config)
  const bid = { id: bidId, supplierId }
  const secrets = [seal.unseal(salt, secretOf('salt', bid, number)), seal.unseal(contentHash, secretOf('content_hash', bid, number))]
  const [opened, hash] = secrets.map(secret => Buffer.from(secret === null ? '' : String(JSON.parse(secret.toString('utf8'))), 'hex'))
  return opened !== undefined && hash !== undefined && commitmentTo(opened, hash).toString('hex') === commitment
}

const KEPT = `
  SELECT v.bid_id AS "bidId", v.number, to_char(v.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "receivedAt",
         encode(v.commitment, 'hex') AS commitment, b.state = 'submitted' AS "isSubmitted", b.supplier_id AS "supplierId", v.salt,
         v.content_hash AS "contentHash",
         v.received_at < r.submission_deadline AS "isInTime",
         (SELECT count(*)::int FROM check_report c WHERE c.bid_id = b.id) AS reports,
         (SELECT count(*)::int FROM audit_event e WHERE e.subject_id = b.id AND e.action = 'bid.submitted') AS audited,
         (SELECT count(*)::int FROM outbox_event o WHERE o.type = 'bid.submitted' AND o.payload->>'bidId' = b.id::text) AS told,
         (SELECT count(*)::int FROM idempotency_key k WHERE k.organisation_id = b.supplier_id) AS keys
  FROM bid_version v JOIN bid b ON b.id = v.bid_id JOIN requirement r ON r.id = b.requirement_id WHERE r.id = $1`

/** What a bid without a version must not have left behind. */
const TRACES_OF_NOTHING = `
  SELECT b.id FROM bid b WHERE b.requirement_id = $1 AND NOT EXISTS (SELECT FROM bid_version v WHERE v.bid_id = b.id)
  AND (b.state = 'submitted' OR EXISTS (SELECT FROM check_report c WHERE c.bid_id = b.id)
       OR EXISTS (SELECT FROM supplier_statement s WHERE s.bid_id = b.id)
       OR EXISTS (SELECT FROM audit_event e WHERE e.subject_id = b.id AND e.action = 'bid.submitted')
       OR EXISTS (SELECT FROM outbox_event o WHERE o.type = 'bid.submitted' AND o.payload->>'bidId' = b.id::text)
       OR EXISTS (SELECT FROM idempotency_key k WHERE k.organisation_id = b.supplier_id))`

/** Each promise of a surge that the database and the receipts do not bear out. `ended` is each client's last try, `tries` are all. */
export async function faultsOfSurge(test: TestApp, { requirementId, crowd }: Scene, ended: readonly Try[], tries: readonly Try[]) {
  const found = await test.rows<Found>(KEPT, [requirementId])
  const kept = found.map(version => ({ ...version, isWhole: version.isSubmitted && isCommittedTo(test, version) }))
  const half = await test.rows<{ id: string }>(TRACES_OF_NOTHING, [requirementId])
  return [
    ...faultsOfAnswers(kept, tries),
    ...kept.flatMap(faultsOfVersion),
    ...half.map(({ id }) => `bid ${id} has no version but left something behind`),
    ...faultsOfEnds(kept, ended),
    ...(await faultsOfReceipts(test, crowd, ended)),
    ...(await faultsOfLog(test)),
  ]
}

/** Every acknowledgement that any client ever read is in the database, once, as it was told. */
function faultsOfAnswers(kept: readonly Kept[], tries: readonly Try[]): string[] {
  return tries.filter(isAcknowledged).flatMap(({ bidId, receipt }) => {
    const found = kept.filter(version => version.bidId === bidId)
    const [version] = found
    if (version === undefined) return [`bid ${bidId} was acknowledged and is lost`]
    if (found.length > 1) return [`bid ${bidId} was submitted once and has ${found.length} versions`]
    const same =
      receipt?.version === version.number &&
      receipt.receivedAt === version.receivedAt &&
      receipt.contentCommitment === `sha256-${version.commitment}`
    return same ? [] : [`bid ${bidId} is not what was acknowledged`]
  })
}

function faultsOfVersion({ bidId, isWhole, isInTime, reports, audited, told, keys }: Kept): string[] {
  const faults = [
    isWhole ? null : 'is not whole',
    isInTime ? null : 'was received too late',
    reports === 1 ? null : `has ${reports} reports`,
    audited === 1 ? null : `has ${audited} lines in the audit log`,
    told === 1 ? null : `has ${told} events`,
    keys === 1 ? null : `has ${keys} outcomes kept for its key`,
  ]
  return faults.flatMap(fault => (fault === null ? [] : [`bid ${bidId} ${fault}`]))
}

/** Whoever was refused has nothing in the database, and nobody is left without an answer or refused for any other reason. */
function faultsOfEnds(kept: readonly Kept[], ended: readonly Try[]): string[] {
  return ended
    .filter(last => !isAcknowledged(last))
    .flatMap(({ bidId, status, code }) => {
      if (code !== 'deadline-passed') return [`bid ${bidId} ended with ${String(status)} ${String(code)}`]
      return kept.some(version => version.bidId === bidId) ? [`bid ${bidId} was refused as late and is in the database`] : []
    })
}

/** The receipt read again is the answer of then, byte for byte. */
async function faultsOfReceipts(test: TestApp, crowd: readonly Bidder[], ended: readonly Try[]): Promise<string[]> {
  const faults: string[] = []
  const address = await test.app.getUrl()
  const tokens = new Map(crowd.map(({ bidId, token }) => [bidId, token]))
  for (const { bidId, sha256, receipt } of ended) {
    if (receipt === null) continue
    const headers = { Authorization: `Bearer ${String(tokens.get(bidId))}` }
    const again = await fetch(`${address}/api/v1/bids/${bidId}/receipts/${receipt.version}`, { headers })
    const hash = createHash('sha256').update(Buffer.from(await again.arrayBuffer()))
    if (hash.digest('hex') !== sha256) faults.push(`the receipt of bid ${bidId} is another than the one given`)
  }
  return faults
}

async function faultsOfLog(test: TestApp): Promise<string[]> {
  const { faults } = await withDataSource(test.ownerUrl, source => verifyLogNow(source))
  return faults.map(({ stream, sequence, fault }) => `the audit log: ${stream} event ${sequence}: ${fault}`)
}
