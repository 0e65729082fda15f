import { type FieldProblem, Malformed } from '../../../shared/domain/errors.js'
import { isBase64url } from './receipt-key.js'
import type { Checkpoint, GivenReceipt, Receipt } from './receipt.js'

type Test = (value: unknown) => boolean

const isText =
  (pattern: RegExp): Test =>
  value =>
    typeof value === 'string' && pattern.test(value)

const isCount: Test = value => Number.isSafeInteger(value) && Number(value) >= 0

const isBytes =
  (length: number): Test =>
  value =>
    typeof value === 'string' && isBase64url(value, length)

const ID = isText(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
const maybe =
  (test: Test): Test =>
  value =>
    value === undefined || value === null || test(value)

const HASH = isText(/^sha256-[\da-f]{64}$/)

const CHECKPOINT: Record<keyof Checkpoint, Test> = {
  stream: isText(/^organisation:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
  sequence: isCount,
  head: HASH,
}

const FILE: Record<keyof Receipt['files'][number], Test> = { id: ID, sha256: isText(/^(sha256-)?[\da-f]{64}$/) }

const RECEIPT: Record<keyof Receipt, Test> = {
  bidId: ID,
  requirementId: ID,
  version: isCount,
  receivedAt: isText(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  contentCommitment: HASH,
  files: value => Array.isArray(value) && value.every(file => misshapen(file, FILE).length === 0),
  reportHash: HASH,
  membershipId: maybe(ID),
  libraryAnswers: maybe(HASH),
  previousCheckpoint: value => misshapen(value, CHECKPOINT).length === 0,
  kid: isBytes(32),
  signature: isBytes(64),
}

const BESIDE: Record<'salt' | 'contentHash', Test> = {
  salt: value => value === undefined || isText(/^[\da-f]{64}$/)(value),
  contentHash: value => value === undefined || HASH(value),
}

/** Reads a receipt, its salt and its content hash from one object, as the supplier got them; throws Malformed (`not-a-receipt`). */
export function readReceipt(given: unknown): GivenReceipt {
  const wrong = misshapen(given, { ...RECEIPT, ...BESIDE })
  if (wrong.length > 0)
    throw new Malformed(
      'not-a-receipt',
      'This is not a signed receipt: parts of it are missing or not as a receipt has them. Send the whole JSON as it was downloaded; errors names each part.',
      wrong,
    )
  const { salt = null, contentHash = null, ...receipt } = given as Receipt & { salt?: string; contentHash?: string }
  return { receipt, salt, contentHash }
}

function misshapen(value: unknown, shape: Readonly<Record<string, Test>>): FieldProblem[] {
  const members = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  return Object.entries(shape)
    .filter(([name, fits]) => !fits(Object.hasOwn(members, name) ? members[name] : undefined))
    .map(([name]) => problemAt(name, Object.hasOwn(members, name)))
}

const problemAt = (name: string, isThere: boolean): FieldProblem => ({
  pointer: `/${name}`,
  code: isThere ? 'malformed' : 'missing',
  detail: isThere ? `${name} is not as a receipt has it.` : `${name} is missing.`,
})
