import type { StoredReceipt } from './bid-queries.js'
import type { StandingOfBid } from './bid-standing.service.js'
import type { EvidenceFile } from './domain/evidence.js'
import { bidHead } from './bid-head.js'

export const receiptView = (standing: StandingOfBid, { receipt, contentHash, salt }: StoredReceipt, files: readonly EvidenceFile[]) => {
  const bid = bidHead(standing)
  return {
    bid,
    isLast: standing.last?.number === receipt.version,
    receipt,
    files: receipt.files.map(({ id, sha256 }) => ({ name: files.find(each => each.id === id)?.description.name ?? id, sha256 })),
    contentHash,
    salt,
    downloadHref: `${bid.href}/receipts/${receipt.version}/receipt.json`,
  }
}
