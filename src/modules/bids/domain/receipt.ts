import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

import { canonicalJson } from '../../../shared/domain/canonical-json.js'

import { type PublicKey, publicKeyOf, thumbprintOf } from './receipt-key.js'

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
  /**
   * The supplier's own audit chain just before this submission, whose line is the next one: whoever keeps the receipt keeps a head of the
   * log. A chain of the supplier's alone, so that its length tells nothing of other bids.
   */
  previousCheckpoint: Checkpoint
}

export interface Receipt extends ReceiptFacts {
  /** Thumbprint of the public key (RFC 7638). */
  kid: string
  /** Ed25519 over the canonical bytes (RFC 8785) of every other member, base64url. */
  signature: string
}

/** A receipt as somebody hands it over, with what only its supplier knows beside it. */
export interface GivenReceipt {
  /** Members that no receipt has are kept: they too are covered by the signature, and break it. */
  receipt: Receipt
  salt: string | null
  contentHash: string | null
}

/** Names the key in the receipt and signs all of it. */
export function signReceipt(facts: ReceiptFacts, privateKey: KeyObject): Receipt {
  const named = { ...facts, kid: thumbprintOf(publicKeyOf(privateKey)) }
  return { ...named, signature: sign(null, signedBytes(named), privateKey).toString('base64url') }
}

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

function isSignedWith({ signature, ...covered }: Receipt, key: PublicKey): boolean {
  try {
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' })
    return verify(null, signedBytes(covered), publicKey, Buffer.from(signature, 'base64url'))
  } catch {
    // It has no canonical bytes (lone surrogates, nested beyond measure), or the key is no point of the curve.
    return false
  }
}

function signedBytes(covered: object): Buffer {
  return Buffer.from(String(canonicalJson(covered)), 'utf8')
}

const commitmentTo = (salt: string, contentHash: string): string =>
  `sha256-${createHash('sha256')
    .update(Buffer.from(salt + contentHash.replace('sha256-', ''), 'hex'))
    .digest('hex')}`
