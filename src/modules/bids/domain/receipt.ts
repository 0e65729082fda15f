import { createHash, type KeyObject } from 'node:crypto'

import type { PublicKey } from './receipt-key.js'
import { isSignedWith, type Signed, signDocument } from './signed-document.js'

/** The length and last hash of an audit chain at some moment. */
export interface Checkpoint {
  stream: string
  sequence: number
  head: string
}

/** Proof of what was received and when. The commitment is salted, so it tells nothing to whoever lacks the salt. */
export interface ReceiptFacts {
  bidId: string
  requirementId: string
  version: number
  /** By the database clock, microseconds. */
  receivedAt: string
  /** SHA-256 over the salt and the content hash. */
  contentCommitment: string
  /** Every evidence file of the version, with the hash of its bytes in 64 hexadecimal digits, as sha256sum prints it. */
  files: { id: string; sha256: string }[]
  reportHash: string
  /** By which its supplier bid. Receipts of earlier releases say nothing of it. */
  membershipId?: string | null
  /** What the answers of the supplier's library came to that officers had been given for the membership; null where none are pinned. */
  libraryAnswers?: string | null
  /**
   * The supplier's own audit chain just before this submission, whose line is the next one: whoever keeps the receipt keeps a head of the
   * log. A chain of the supplier's alone, so that its length tells nothing of other bids.
   */
  previousCheckpoint: Checkpoint
}

export type Receipt = Signed<ReceiptFacts>

/** A receipt as somebody hands it over, with what only its supplier knows beside it. */
export interface GivenReceipt {
  /** Members that no receipt has are kept: they too are covered by the signature, and break it. */
  receipt: Receipt
  salt: string | null
  contentHash: string | null
}

/** Names the key in the receipt and signs all of it. */
export const signReceipt = (facts: ReceiptFacts, privateKey: KeyObject): Receipt => signDocument(facts, privateKey)

export type ReceiptFault = 'key-unknown' | 'signature-wrong' | 'commitment-wrong'

/**
 * What is wrong with a receipt, by its signature and, where salt and content hash are given beside it, by its commitment; nothing when it
 * is genuine. It says nothing of a bid, only that whoever holds the private key signed exactly this.
 */
export function faultsOf({ receipt, salt, contentHash }: GivenReceipt, keys: ReadonlyMap<string, PublicKey>): ReceiptFault[] {
  const key = keys.get(receipt.kid)
  if (key === undefined) return ['key-unknown']
  if (!isSignedWith(receipt, key)) return ['signature-wrong']
  const unchecked = salt === null || contentHash === null
  return unchecked || commitmentTo(salt, contentHash) === receipt.contentCommitment ? [] : ['commitment-wrong']
}

const commitmentTo = (salt: string, contentHash: string): string =>
  `sha256-${createHash('sha256')
    .update(Buffer.from(salt + contentHash.replace('sha256-', ''), 'hex'))
    .digest('hex')}`
