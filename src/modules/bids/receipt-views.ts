import { bidHead } from './bid-head.js'
import type { ReceivedVersion } from './received-version.service.js'

export const receiptView = ({ bid: standing, receipt: { receipt, contentHash, salt }, files }: ReceivedVersion) => {
  const bid = bidHead(standing)
  return {
    bid,
    isLast: standing.last?.number === receipt.version,
    receipt,
    files: receipt.files.map(({ id, sha256 }) => ({ name: files.find(each => each.id === id)?.description.name ?? id, sha256 })),
    contentHash,
    salt,
    libraryAnswersHref: `${bid.href}/receipts/${receipt.version}/library-answers`,
    downloadHref: `${bid.href}/receipts/${receipt.version}/receipt.json`,
  }
}
