import type { StoredReceipt } from './bid-queries.js'
import type { StandingOfBid } from './bid-standing.service.js'
import { bidHead } from './bid-head.js'

export const receiptView = (standing: StandingOfBid, { receipt, contentHash, salt }: StoredReceipt) => {
  const bid = bidHead(standing)
  return {
    bid,
    isLast: standing.last?.number === receipt.version,
    receipt,
    contentHash,
    salt,
    downloadHref: `${bid.href}/receipts/${receipt.version}/receipt.json`,
  }
}
