import { randomBytes } from 'node:crypto'

import { canonicalBytes, sha256 } from '../../shared/canonical.js'
import { marketNow } from '../../shared/database/market-now.js'
import { firstRow } from '../../shared/database/rows.js'
import { askLast, type Tx } from '../../shared/database/unit-of-work.js'
import { type Acting, NO_ORGANISATION } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { eventHash, FIRST_HEAD, SCHEMA_VERSION } from './domain/audit-chain.js'

export interface Subject {
  type: string
  id: string
  /** The chain this belongs to: one per requirement, one per organisation, one per person's account, one for the marketplace as a whole. */
  stream: `requirement:${string}` | `organisation:${string}` | `person:${string}` | 'market'
}

/**
 * Adds one event to the subject's chain. Demands a Tx, so a change and its audit line commit together or not at all.
 * Call it last: the chain's head is the last lock of every transaction, and the line leaves with its end. `details` are kept beside the chain, which holds a salted
 * commitment to them, so that they can be erased without breaking it. Whoever holds the chain's head already hands it over.
 */
export async function recordAudit(
  tx: Tx,
  acting: Acting,
  action: string,
  subject: Subject,
  details: Readonly<Record<string, unknown>> = {},
  held?: Head,
): Promise<void> {
  const head = held ?? (await lockHead(tx, subject.stream))
  const salt = randomBytes(32)
  const content = canonicalBytes(details)
  const event = {
    stream: subject.stream,
    sequence: String(BigInt(head.length) + 1n),
    id: newId(),
    schemaVersion: SCHEMA_VERSION,
    occurredAt: head.heldAt,
    personId: acting.personId,
    organisationId: acting.organisationId === NO_ORGANISATION ? null : acting.organisationId,
    action,
    subjectType: subject.type,
    subjectId: subject.id,
    commitment: sha256(Buffer.concat([salt, content])),
    previousHash: head.head,
  }
  const hash = eventHash(event)
  const line = tx.query(
    `WITH event AS (
       INSERT INTO audit_event (stream, sequence, id, schema_version, occurred_at, person_id, organisation_id, action, subject_type, subject_id, commitment, previous_hash, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)),
     detail AS (INSERT INTO audit_detail (event_id, salt, content) VALUES ($3, $14, $15))
     UPDATE audit_stream SET length = $2, head = $13 WHERE stream = $1`,
    [...Object.values(event), hash, salt, content],
  )
  await askLast(tx, line)
}

export interface Head {
  length: string
  head: Buffer
  /** Read once it was held, so that the moments of a chain never run backwards. */
  heldAt: Instant
}

/** The chain as it stands, held until the transaction ends. The last lock of all: after it comes only what the chain is to say, and its line. */
export async function lockHead(tx: Tx, stream: string): Promise<Head> {
  const head = await lockIfThere(tx, stream)
  if (head !== null) return head
  // One after the other again: whoever else begins it meanwhile is waited for by the first, and its head is found by the second.
  const begun = tx.query(
    `WITH watched AS (INSERT INTO log_check (stream) VALUES ($1) ON CONFLICT DO NOTHING)
     INSERT INTO audit_stream (stream, length, head) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING`,
    [stream, FIRST_HEAD],
  )
  const [, first] = await Promise.all([begun, lockIfThere(tx, stream)])
  if (first === null) throw new Error(`There is no chain ${stream}, although it was just begun.`)
  return first
}

/** Two statements, of which the second begins when the first holds its lock. */
async function lockIfThere(tx: Tx, stream: string): Promise<Head | null> {
  const [head, heldAt] = await Promise.all([
    firstRow<Omit<Head, 'heldAt'>>(tx, 'SELECT length, head FROM audit_stream WHERE stream = $1 FOR UPDATE', [stream]),
    marketNow(tx),
  ])
  return head === null ? null : { ...head, heldAt }
}
