import type { DataSource } from 'typeorm'

import { sha256 } from '../../shared/canonical.js'
import { rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { type ChainedEvent, type ChainFault, type ChainState, EMPTY_CHAIN, follow } from './domain/audit-chain.js'

const BATCH = 1_000

/** A chain's length and last hash (hexadecimal), as kept outside the database. */
export interface Head {
  length: number
  head: string
}

export type Heads = Readonly<Record<string, Head>>

export interface LogVerdict {
  streams: number
  events: number
  faults: ChainFault[]
  heads: Record<string, Head>
}

/**
 * Walks every chain from its first event and names the first fault of each. Heads kept outside also reveal a tail that was cut and a chain
 * that was rewritten with right hashes; without them those two cannot be seen.
 */
export async function verifyLog(view: Readable, outside: Heads = {}): Promise<LogVerdict> {
  const verdict: LogVerdict = { streams: 0, events: 0, faults: [], heads: {} }
  const known = await rows<{ stream: string }>(
    view,
    'SELECT stream FROM audit_stream UNION SELECT DISTINCT stream FROM audit_event ORDER BY stream',
  )
  const streams = new Set([...known.map(({ stream }) => stream), ...Object.keys(outside)])
  for (const stream of streams) {
    const result = await verifyStream(view, stream, outside[stream])
    verdict.streams += 1
    verdict.events += Number(result.state.sequence)
    if (result.fault !== null) verdict.faults.push(result.fault)
    else verdict.heads[stream] = { length: Number(result.state.sequence), head: result.state.head.toString('hex') }
  }
  return verdict
}

/** The same on one snapshot, so that events written meanwhile are no faults. */
export const verifyLogNow = (source: DataSource, outside?: Heads): Promise<LogVerdict> =>
  new UnitOfWork(source).read(SYSTEM, view => verifyLog(view, outside))

/** "organisation:… event 7: changed event". */
export const wordsForChainFault = ({ stream, sequence, fault }: ChainFault): string =>
  `${stream} event ${sequence}: ${fault.replaceAll('-', ' ')}`

export interface StreamVerdict {
  state: ChainState
  fault: ChainFault | null
}

/** Walks one chain from its first event to the first fault. */
export async function verifyStream(view: Readable, stream: string, outside: Head | undefined): Promise<StreamVerdict> {
  let state = EMPTY_CHAIN
  const faultAt = (sequence: bigint | number, fault: ChainFault['fault']): StreamVerdict => ({
    state,
    fault: { stream, sequence: String(sequence), fault },
  })
  for (;;) {
    const batch = await readBatch(view, stream, state.sequence)
    for (const row of batch) {
      const next = follow(state, row)
      if ('fault' in next) return { state, fault: next }
      if (isDetailChanged(row)) return faultAt(next.sequence, 'changed-detail')
      if (outside?.length === Number(next.sequence) && outside.head !== next.head.toString('hex'))
        return faultAt(next.sequence, 'cut-or-rewritten')
      state = next
    }
    if (batch.length < BATCH) break
  }
  if (outside !== undefined && outside.length > Number(state.sequence)) return faultAt(state.sequence + 1n, 'cut-or-rewritten')
  const [head] = await rows<{ length: string; head: Buffer }>(view, 'SELECT length, head FROM audit_stream WHERE stream = $1', [stream])
  const agrees = head === undefined ? state.sequence === 0n : BigInt(head.length) === state.sequence && head.head.equals(state.head)
  return agrees ? { state, fault: null } : faultAt(state.sequence + 1n, 'wrong-head')
}

type Row = ChainedEvent & { hash: Buffer; salt: Buffer | null; content: Buffer | null }

const readBatch = (view: Readable, stream: string, after: bigint): Promise<Row[]> =>
  rows<Row>(
    view,
    `SELECT e.stream, e.sequence, e.id, e.schema_version AS "schemaVersion", e.occurred_at AS "occurredAt", e.person_id AS "personId",
            e.organisation_id AS "organisationId", e.action, e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.commitment,
            e.previous_hash AS "previousHash", e.hash, d.salt, d.content
     FROM audit_event e LEFT JOIN audit_detail d ON d.event_id = e.id
     WHERE e.stream = $1 AND e.sequence > $2 ORDER BY e.sequence LIMIT ${BATCH}`,
    [stream, String(after)],
  )

const isDetailChanged = ({ salt, content, commitment }: Row): boolean =>
  salt !== null && content !== null && !sha256(Buffer.concat([salt, content])).equals(commitment)
