import { canonicalBytes, shownHash } from '../../shared/canonical.js'
import { Conflict } from '../../shared/domain/errors.js'
import type { PrivateKey } from '../keys/key-service.js'
import { faultsOf, type Receipt } from './domain/receipt.js'
import type { PublicKey as ReceiptKey } from './domain/receipt-key.js'
import { aboutEnvelope, openEnvelope } from './envelope.js'
import { commitmentTo, hashOfOffer, readQualityPart, shownHashOf } from './version-parts.js'

/** A submitted version as the database keeps it, with the files that are tied to it. */
export interface KeptVersion {
  bidId: string
  requirementId: string
  version: number
  quality: Buffer
  commitment: Buffer
  inputHash: string
  receipt: Buffer
  /** Receipts of the first release were not signed. */
  isFromBeforeSigning: boolean
  files: readonly { id: string; sha256: string }[]
}

/** Its readable part, in canonical bytes. */
interface OpenedVersion {
  quality: Buffer
  report: Buffer
}

/** A bid is not what its supplier was given a receipt for, or does not open. */
export class BidNotVerified extends Conflict {
  constructor(bidId: string, fault: string) {
    super(
      'bid-not-verified',
      `A bid is not what was received: ${fault}. No bid was opened. Keep everything as it is and tell the operator.`,
      {
        bidId,
        fault,
      },
    )
  }
}

/** Opens one version and holds it against everything that was committed to at its submission; throws BidNotVerified. */
export async function openVersion(kept: KeptVersion, key: PrivateKey, signedBy: ReadonlyMap<string, ReceiptKey>): Promise<OpenedVersion> {
  const { bidId, version } = kept
  const part = await openEnvelope(kept.quality, key, 'opening', aboutEnvelope('quality', bidId, version))
  if (part === null) throw new BidNotVerified(bidId, 'its envelope does not open')
  const { quality, report, price, salt } = readQualityPart(part)
  const opened = { quality: canonicalBytes(quality), report: canonicalBytes(report) }
  const contentHash = hashOfOffer(shownHashOf(opened.quality), price)
  const receipt = JSON.parse(kept.receipt.toString('utf8')) as Partial<Receipt> & Pick<Receipt, 'bidId' | 'version'>
  const files = (quality.files ?? []).map(({ id, sha256 }) => ({ id, sha256 }))
  const facts: [fault: string, holds: boolean][] = [
    ['its content is not what was committed to', commitmentTo(Buffer.from(salt, 'hex'), contentHash).equals(kept.commitment)],
    ['its receipt is for another content', receipt.contentCommitment === shownHash(kept.commitment)],
    ['its receipt is for another bid or version', receipt.bidId === bidId && receipt.version === version],
    ['its receipt was not signed here', isGenuine(receipt, kept, signedBy)],
    ['its report is not the one in its receipt', receipt.reportHash === shownHashOf(opened.report)],
    ['its report is about other answers', report.inputHash === kept.inputHash],
    ['its files are not those in its receipt', sameFiles(files, receipt.files ?? [])],
    ['its files are not those that are tied to it', sameFiles(files, kept.files)],
  ]
  const broken = facts.find(([, holds]) => !holds)
  if (broken !== undefined) throw new BidNotVerified(bidId, broken[0])
  return opened
}

const isGenuine = (receipt: Partial<Receipt>, { isFromBeforeSigning }: KeptVersion, signedBy: ReadonlyMap<string, ReceiptKey>): boolean =>
  receipt.signature === undefined
    ? isFromBeforeSigning
    : faultsOf({ receipt: receipt as Receipt, salt: null, contentHash: null }, signedBy).length === 0

const sameFiles = (one: KeptVersion['files'], other: KeptVersion['files']): boolean => asText(one) === asText(other)

const asText = (files: KeptVersion['files']): string =>
  files
    .map(({ id, sha256 }) => `${id} ${sha256}`)
    .toSorted()
    .join()
