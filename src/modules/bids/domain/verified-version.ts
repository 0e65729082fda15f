import { DomainError } from '../../../shared/domain/errors.js'
import type { Instant } from '../../../shared/domain/instant.js'
import type { BidFault } from './bid-faults.js'
import { objectIn } from './parsed-bytes.js'
import { faultsOf, type Receipt } from './receipt.js'
import type { PublicKey } from './receipt-key.js'
import { readReceipt } from './receipt-shape.js'

/** A submitted version as it lies in the database, nothing of it opened. Hashes as they are shown. */
export interface FoundVersion {
  bidId: string
  requirementId: string
  supplierId: string
  version: number
  receivedAt: Instant
  submittedBy: string
  isInTime: boolean
  membershipId: string | null
  libraryAnswers: string | null
  /** What the answers come to now that had been pinned by then; null where the membership came of no application. */
  pinnedAnswers: string | null
  commitment: string
  qualityEnvelope: string
  priceEnvelope: string
  receipt: Buffer
  /** Receipts of the first release were not signed. */
  isFromBeforeSigning: boolean
  files: readonly { id: string; sha256: string }[]
}

/** The line of a submission in the audit log. */
export interface FoundLine {
  bidId: string
  stream: string
  sequence: string
  personId: string | null
  occurredAt: Instant
  previousHash: string
  details: Buffer | null
}

interface JudgedVersion {
  faults: BidFault[]
  /** The line that is this version's. */
  line: FoundLine | null
  receipt: Receipt | null
  isUnsigned: boolean
}

/**
 * Holds a version against its receipt, and the receipt against its line in the log, by public keys alone. The lines are those of the bid's
 * submissions, in their order. A receipt from before receipts were signed names no line: it is held against the one of its number.
 */
export function judgeVersion(found: FoundVersion, lines: readonly FoundLine[], keys: ReadonlyMap<string, PublicKey>): JudgedVersion {
  const unsigned = found.isFromBeforeSigning ? unsignedReceiptIn(found.receipt) : null
  const receipt = unsigned === null ? receiptIn(found.receipt) : null
  if (unsigned === null && receipt === null) return { faults: ['not-a-receipt'], line: null, receipt: null, isUnsigned: false }
  const said = receipt ?? unsigned ?? {}
  const line = receipt === null ? (lines[found.version - 1] ?? null) : lineOf(receipt, found, lines)
  return {
    faults: [
      ...(receipt === null ? [] : faultsOf({ receipt, salt: null, contentHash: null }, keys).filter(isOfReceipt)),
      ...faultsOfRow(found, said),
      ...(line === null ? (['not-in-the-log'] as const) : faultsOfLine(found, said, line)),
    ],
    line,
    receipt,
    isUnsigned: receipt === null,
  }
}

const isOfReceipt = (fault: string): fault is 'key-unknown' | 'signature-wrong' => fault !== 'commitment-wrong'

function receiptIn(bytes: Buffer): Receipt | null {
  try {
    return readReceipt(objectIn(bytes)).receipt
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

function unsignedReceiptIn(bytes: Buffer): Partial<Receipt> | null {
  const given = objectIn(bytes)
  return given !== null && !('signature' in given) ? given : null
}

/** The line after the head that the receipt carries. */
function lineOf({ previousCheckpoint: { stream, sequence, head } }: Receipt, { supplierId }: FoundVersion, lines: readonly FoundLine[]) {
  if (stream !== `organisation:${supplierId}`) return null
  const place = String(BigInt(sequence) + 1n)
  return lines.find(line => line.stream === stream && line.sequence === place && line.previousHash === head) ?? null
}

function faultsOfRow(found: FoundVersion, said: Partial<Receipt>): BidFault[] {
  const facts: [BidFault, boolean][] = [
    [
      'receipt-of-another',
      said.bidId === found.bidId && said.version === found.version && (said.requirementId ?? found.requirementId) === found.requirementId,
    ],
    ['another-time', said.receivedAt === found.receivedAt],
    ['another-commitment', said.contentCommitment === found.commitment],
    ['other-files', asText(said.files ?? []) === asText(found.files)],
    [
      'other-library-answers',
      (said.membershipId ?? null) === found.membershipId &&
        (said.libraryAnswers ?? null) === found.libraryAnswers &&
        found.libraryAnswers === found.pinnedAnswers,
    ],
    ['after-the-deadline', found.isInTime],
  ]
  return facts.filter(([, holds]) => !holds).map(([fault]) => fault)
}

const asText = (files: FoundVersion['files']): string =>
  files
    .map(({ id, sha256 }) => `${id} ${sha256.replace('sha256-', '')}`)
    .toSorted()
    .join()

/** What a line says of a submission. Those of earlier releases say nothing of the envelopes. */
interface Details {
  number?: number
  contentCommitment?: string
  reportHash?: string
  receivedAt?: string
  libraryAnswers?: string | null
  qualityEnvelope?: string
  priceEnvelope?: string
}

const readDetails = (details: Buffer): Details => objectIn(details) ?? {}

function faultsOfLine(found: FoundVersion, said: Partial<Receipt>, { personId, occurredAt, details }: FoundLine): BidFault[] {
  if (details === null) return ['details-erased']
  const { number, contentCommitment, reportHash, receivedAt, libraryAnswers, ...envelopes } = readDetails(details)
  const agrees =
    personId === found.submittedBy &&
    number === found.version &&
    contentCommitment === said.contentCommitment &&
    reportHash === said.reportHash &&
    receivedAt === said.receivedAt &&
    libraryAnswers === said.libraryAnswers &&
    occurredAt >= found.receivedAt
  const { qualityEnvelope = found.qualityEnvelope, priceEnvelope = found.priceEnvelope } = envelopes
  return [
    ...(agrees ? [] : (['log-says-otherwise'] as const)),
    ...(qualityEnvelope === found.qualityEnvelope ? [] : (['quality-changed'] as const)),
    ...(priceEnvelope === found.priceEnvelope ? [] : (['price-changed'] as const)),
  ]
}

/** Numbers of versions that are not there: left out between others, or told of by a line that is no version's. Null for one whose number is not known. */
export function missingVersions(
  numbers: readonly number[],
  lines: readonly FoundLine[],
  claimed: ReadonlySet<FoundLine>,
): (number | null)[] {
  const unclaimed = lines.filter(line => !claimed.has(line))
  const told = unclaimed.flatMap(({ details }) => (details === null ? [] : [readDetails(details).number ?? 0]))
  const known = Array.from({ length: Math.max(0, ...numbers, ...told) }, (_, place) => place + 1)
  const missing = known.filter(number => !numbers.includes(number))
  const isOneMore = missing.length === 0 && lines.length > numbers.length
  return isOneMore ? [null] : missing
}
