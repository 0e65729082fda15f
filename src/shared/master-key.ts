import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

const LEAST_BYTES = 32

/** Of 32 random bytes some 30 differ; fewer than 16 happens by chance once in 10^10. */
const LEAST_DIFFERENT = 16

const PLACEHOLDER = /secret|password|changeme|default|example|placeholder|masterkey|marketplace|0123456789|abcdefghij/i

const HOW = 'take one from: openssl rand -hex 32'

/**
 * Reads the master key from text, hexadecimal or base64, and refuses what is too short or does not look random. The message never holds
 * the text, and the key is an object that does not print.
 */
export function parseMasterKey(text: string): KeyObject {
  const bytes = decode(text)
  if (bytes === null) throw new Error(`must be random bytes in hexadecimal or base64: ${HOW}`)
  if (bytes.length < LEAST_BYTES) throw new Error(`must hold at least ${LEAST_BYTES} random bytes: ${HOW}`)
  if (!looksRandom(text, bytes)) throw new Error(`must be random, and does not look so: ${HOW}`)
  return createSecretKey(bytes)
}

/** A key of 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): neither the master key nor the key of another purpose follows from it. */
export const deriveKey = (masterKey: KeyObject, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, '', `ai-marketplace ${purpose}`, 32))

const isHex = (text: string): boolean => /^([\da-f]{2})+$/i.test(text)

function decode(text: string): Buffer | null {
  if (isHex(text)) return Buffer.from(text, 'hex')
  return /^[\w+/-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null
}

function looksRandom(text: string, bytes: Buffer): boolean {
  const alphabets = isHex(text) ? [/\d/, /[a-f]/i] : [/[a-z]/, /[A-Z]/]
  return (
    !PLACEHOLDER.test(text) &&
    !PLACEHOLDER.test(bytes.toString('latin1')) &&
    alphabets.every(alphabet => alphabet.test(text)) &&
    new Set(bytes).size >= LEAST_DIFFERENT &&
    !isRepetition(bytes.toString('latin1')) &&
    !isSeries(bytes)
  )
}

/** The same piece over and over. */
const isRepetition = (text: string): boolean => (text + text).indexOf(text, 1) < text.length

/** Each byte as far from the one before it as the next: counting up or down. */
const isSeries = (bytes: Buffer): boolean => new Set(bytes.subarray(1).map((byte, place) => byte - (bytes[place] ?? 0))).size === 1
