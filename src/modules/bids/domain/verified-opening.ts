import type { BidFinding } from './bid-faults.js'
import { objectIn } from './parsed-bytes.js'
import type { Receipt } from './receipt.js'

/** A line of the list that the opening recorded. Earlier releases recorded no hash of what they wrote down readable. */
export interface Listed {
  bidId: string
  version: number
  contentCommitment: string
  qualityHash?: string
}

/** What is readable of a bid, by its hashes, with what its version says. */
export interface OpenedRow {
  bidId: string
  version: number
  qualityHash: string
  reportHash: string
  contentCommitment: string
  lastVersion: number
  receipt: Buffer
}

interface Opening {
  requirementId: string
  listed: readonly Listed[]
  /** Of its line in the log; null without the line, or without its details. */
  details: Buffer | null
}

/** Holds an opening's list against the log's, and what is readable against the list and the receipts. */
export function judgeOpening({ requirementId, listed, details }: Opening, opened: readonly OpenedRow[]): BidFinding[] {
  const said: { versions?: Listed[] } = (details === null ? null : objectIn(details)) ?? {}
  const logged = said.versions ?? null
  const readable = new Map(opened.map(row => [row.bidId, row]))
  const names = new Set((logged ?? listed).map(({ bidId }) => bidId))
  return [
    ...(logged === null ? [{ requirementId, fault: 'opening-not-in-the-log' as const }] : []),
    ...(logged !== null && asText(logged) !== asText(listed) ? [{ requirementId, fault: 'opening-list-changed' as const }] : []),
    ...(logged ?? listed).flatMap(each => faultsOfListed(each, readable.get(each.bidId))),
    ...opened.filter(({ bidId }) => !names.has(bidId)).map(({ bidId }) => ({ bidId, fault: 'opened-unlisted' as const })),
  ]
}

const asText = (listed: readonly Listed[]): string =>
  listed
    .map(({ bidId, version, contentCommitment, qualityHash = '' }) => [bidId, version, contentCommitment, qualityHash].join(' '))
    .toSorted()
    .join()

function faultsOfListed({ bidId, version, contentCommitment, qualityHash }: Listed, row: OpenedRow | undefined): BidFinding[] {
  if (row === undefined) return [{ bidId, version, fault: 'not-opened' }]
  const { reportHash }: Partial<Receipt> = objectIn(row.receipt) ?? {}
  const facts: [BidFinding['fault'], boolean][] = [
    ['opened-another-version', row.version === version && row.lastVersion === version && row.contentCommitment === contentCommitment],
    ['opened-otherwise', row.qualityHash === (qualityHash ?? row.qualityHash)],
    ['opened-report-changed', row.reportHash === reportHash],
  ]
  return facts.filter(([, holds]) => !holds).map(([fault]) => ({ bidId, version, fault }))
}
