import { createHash } from 'node:crypto'

import { canonicalJson } from '../../../shared/domain/canonical-json.js'

export const SCHEMA_VERSION = 1

/** What the first event of a chain names as its predecessor. */
export const FIRST_HEAD = Buffer.alloc(32)

/** An event as the chain covers it: every column but the hash itself. Numbers as text, moments with microseconds. */
export interface ChainedEvent {
  stream: string
  sequence: string
  id: string
  schemaVersion: number
  occurredAt: string
  personId: string | null
  organisationId: string | null
  action: string
  subjectType: string
  subjectId: string
  commitment: Buffer
  previousHash: Buffer
}

/** SHA-256 over the canonical JSON (RFC 8785) of the event, its predecessor's hash included. */
export function eventHash(event: ChainedEvent): Buffer {
  const { stream, sequence, id, schemaVersion, occurredAt, personId, organisationId, action, subjectType, subjectId } = event
  const named = { stream, sequence, id, schemaVersion, occurredAt, personId, organisationId, action, subjectType, subjectId }
  const covered = { ...named, commitment: event.commitment.toString('hex'), previousHash: event.previousHash.toString('hex') }
  return createHash('sha256')
    .update(String(canonicalJson(covered)), 'utf8')
    .digest()
}

/** What is wrong with a chain, at the first event where it shows. */
export interface ChainFault {
  stream: string
  sequence: string
  fault: 'missing-event' | 'changed-event' | 'broken-link' | 'changed-detail' | 'wrong-head' | 'cut-or-rewritten'
}

export interface ChainState {
  sequence: bigint
  head: Buffer
}

export const EMPTY_CHAIN: ChainState = { sequence: 0n, head: FIRST_HEAD }

/** Follows the chain by one event, or says what is wrong with it. */
export function follow(state: ChainState, event: ChainedEvent & { hash: Buffer }): ChainState | ChainFault {
  const expected = state.sequence + 1n
  const at = { stream: event.stream, sequence: String(expected) }
  if (BigInt(event.sequence) !== expected) return { ...at, fault: 'missing-event' }
  if (!event.previousHash.equals(state.head)) return { ...at, fault: 'broken-link' }
  if (!eventHash(event).equals(event.hash)) return { ...at, fault: 'changed-event' }
  return { sequence: expected, head: event.hash }
}
