import { DomainError } from '../../shared/domain/errors.js'
import { InputFileUnusable, readJsonFile } from '../../shared/input-file.js'
import type { Heads } from '../audit/verify-log.js'
import { faultsOf, type GivenReceipt } from './domain/receipt.js'
import { keysById, type PublicKey } from './domain/receipt-key.js'
import { readReceipt } from './domain/receipt-shape.js'
import { wordsForFault } from './receipt-words.js'

export interface FileVerdict {
  genuine: boolean
  words: string
}

/**
 * Judges a receipt in a file by public keys in a file, as saved from /.well-known/receipt-keys.json; asks neither database nor network.
 * Throws InputFileUnusable when there is nothing to judge.
 */
export async function verifyReceiptFile(file: string, keysFile: string): Promise<FileVerdict> {
  const given = await readReceiptFile(file)
  const keys = await readKeysFile(keysFile)
  const faults = faultsOf(given, keys)
  if (faults.length === 0) return { genuine: true, words: describe(given) }
  return { genuine: false, words: ['The receipt is NOT genuine.', ...faults.map(fault => `  ${wordsForFault(fault)}`)].join('\n') }
}

/** The head of its supplier's audit chain that a receipt carries, for verifyLog. */
export async function headsInReceipt(file: string): Promise<Heads> {
  const { stream, sequence, head } = (await readReceiptFile(file)).receipt.previousCheckpoint
  return { [stream]: { length: sequence, head: head.replace('sha256-', '') } }
}

/** Public keys as saved from /.well-known/receipt-keys.json. */
export async function readKeysFile(file: string): Promise<ReadonlyMap<string, PublicKey>> {
  const keys = keysById(await readJsonFile(file))
  if (keys.size === 0) throw new InputFileUnusable(`${file} holds no Ed25519 public key. Save /.well-known/receipt-keys.json there.`)
  return keys
}

/** The receipt that a file holds, alone or with salt and content hash beside it. */
export async function readReceiptFile(file: string): Promise<GivenReceipt> {
  const content = await readJsonFile(file)
  try {
    return readReceipt(content)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw new InputFileUnusable([`${file} holds no signed receipt.`, ...error.errors.map(({ detail }) => `  ${detail}`)].join('\n'))
  }
}

function describe({ receipt, salt, contentHash }: GivenReceipt): string {
  const isCompared = salt !== null && contentHash !== null
  return `The receipt is genuine: the holder of the key signed exactly this.
  bid          ${receipt.bidId}, version ${receipt.version}
  requirement  ${receipt.requirementId}
  received     ${receipt.receivedAt}
  content      ${receipt.contentCommitment}
               ${isCompared ? 'agrees with the salt and the content hash beside it' : 'not compared: that takes salt and contentHash beside the receipt'}
  files        ${receipt.files.length}
  key          ${receipt.kid}`
}
